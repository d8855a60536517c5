// Answers SQL questions with DuckDB: node duckdb.mjs NODE_MODULES SQL…; prints one
// line of JSON for each question, its rows as lists.
import { createRequire } from 'node:module';
const [modules, ...questions] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
// Dates as days, not as moments of the reader's time zone.
await connection.run("SET TimeZone = 'UTC'");
for (const sql of questions) {
  const reader = await connection.runAndReadAll(sql);
  console.log(JSON.stringify(reader.getRowsJson()));
}
