import { brief } from "./brief";
import { check } from "./check";
import { map } from "./map";
import { method } from "./method";
import { shell } from "./shell";
import { sources } from "./sources";
import { talks } from "./talks";

/** The English catalogue; its shape is that of every other. */
export const en = { shell, map, check, talks, brief, sources, method };

export type Strings = typeof en;
