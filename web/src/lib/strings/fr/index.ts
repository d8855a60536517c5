import type { Strings } from "../en";
import { brief } from "./brief";
import { check } from "./check";
import { map } from "./map";
import { method } from "./method";
import { shell } from "./shell";
import { sources } from "./sources";
import { talks } from "./talks";

const all: Strings = { shell, map, check, talks, brief, sources, method };
export default all;
