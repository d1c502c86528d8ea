/** Reads the file of a definition and says all that is wrong with it at once, each with its line, field and remedy. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import type * as z from "zod";
import { Definition } from "../domain/definition.ts";
import { type Path, type Problem, problemsIn } from "../domain/definition-checks.ts";
import { Language } from "../domain/language.ts";
import { remedyFor } from "./remedies.ts";

interface DefinitionError {
  line: number;
  field: string; // "calls.co-chairs.closes"
  message: string;
  remedy: string;
}

export type Checked = { definition: Definition } | { errors: DefinitionError[] };

export function checkDefinition(text: string): Checked {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ message, pos }) => ({
      line: lines.linePos(pos[0]).line,
      field: "",
      message: `The file cannot be read as YAML: ${message}`,
      remedy: "Check indentation and quotes here; a text with a colon needs quotes",
    }));
    return { errors };
  }
  const data: unknown = document.toJS();
  const parsed = Definition.safeParse(data);
  const issues = parsed.success ? [] : parsed.error.issues;
  const at = (path: Path, key?: string) => ({
    line: lines.linePos(offsetOf(document, path, key)).line,
    field: fieldOf(data, key === undefined ? path : [...path, key]),
  });
  const shape = issues.flatMap((issue) => shapeErrors(issue, at));
  const sense = senseOf(data, issues).map(({ path, message, remedy }) => ({ ...at(path), message, remedy }));
  const errors = [...shape, ...sense].sort((a, b) => a.line - b.line);
  return parsed.success && errors.length === 0 ? { definition: parsed.data } : { errors };
}

type Place = (path: Path, key?: string) => Pick<DefinitionError, "line" | "field">;

function shapeErrors(issue: z.core.$ZodIssue, at: Place): DefinitionError[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...at(path, key),
      message: `"${key}" is not known here`,
      remedy: "Correct its spelling, or remove it",
    }));
  }
  return [{ ...at(path), ...remedyFor(issue, path) }];
}

/** What can be said of the sense of a definition whose shape is wrong in places: those entries are left out. */
function senseOf(data: unknown, issues: readonly z.core.$ZodIssue[]): Problem[] {
  const { copy, kept, removed } = soundPart(data, issues);
  const sound = Definition.safeParse(copy);
  if (!sound.success) return [];
  return problemsIn(sound.data)
    .filter(({ refersTo }) => refersTo === undefined || !removed.has(refersTo))
    .map((problem) => ({ ...problem, path: inFile(problem.path, kept) }));
}

/** For each list that lost entries, by its path, the places in the file of those that stayed. */
type Kept = Map<string, number[]>;

/**
 * A copy in which no issue is left: a text that lacks a language gets a dash, a key that is not known goes, and
 * for anything else the innermost list entry goes that it is in.
 */
function soundPart(data: unknown, issues: readonly z.core.$ZodIssue[]) {
  const copy: unknown = structuredClone(data);
  const lists = new Map<string, { list: unknown[]; without: Set<number> }>();
  const kept: Kept = new Map();
  const removed = new Set<string>();
  for (const issue of issues) {
    const owner = valueIn(copy, issue.path.slice(0, issue.code === "unrecognized_keys" ? undefined : -1));
    const name = String(issue.path.at(-1));
    if (issue.code === "unrecognized_keys" && isRecord(owner))
      for (const key of issue.keys) delete owner[key];
    else if (Language.safeParse(name).success && isRecord(owner)) owner[name] = "-";
    else {
      const last = issue.path.findLastIndex((step) => typeof step === "number");
      const path = issue.path.slice(0, Math.max(last, 0));
      const [list, index] = [valueIn(copy, path), issue.path[last]];
      if (!Array.isArray(list) || typeof index !== "number") continue;
      const entry = lists.get(path.join(".")) ?? { list, without: new Set() };
      lists.set(path.join("."), { list, without: entry.without.add(index) });
      removed.add(nameOf(list[index]));
    }
  }
  for (const [path, { list, without }] of lists) {
    const stay = [...list.keys()].filter((index) => !without.has(index));
    kept.set(path, stay);
    list.splice(0, list.length, ...stay.map((index): unknown => list[index]));
  }
  return { copy, kept, removed };
}

const nameOf = (entry: unknown) => String(isRecord(entry) ? entry.id : entry);

/** The path in the file of a path in its sound part. */
function inFile(path: Path, kept: Kept): Path {
  const found: (string | number)[] = [];
  for (const step of path) {
    const places = kept.get(found.join("."));
    found.push(typeof step === "number" ? (places?.[step] ?? step) : step);
  }
  return found;
}

function valueIn(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return typeof step === "number" ? at[step] : undefined;
    return isRecord(at) ? at[String(step)] : undefined;
  }, data);
}

/** "calls.co-chairs.closes": list entries by their id where they have one. */
function fieldOf(data: unknown, path: Path): string {
  return path
    .map((step, at) => {
      const entry = typeof step === "number" ? valueIn(data, path.slice(0, at + 1)) : undefined;
      return isRecord(entry) && typeof entry.id === "string" && entry.id !== "" ? entry.id : step;
    })
    .join(".");
}

/** Where in the file a path is: its key if it has one, else the nearest thing around it that is there. */
function offsetOf(document: Document, path: Path, key?: string): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of key === undefined ? path : [...path, key]) {
    const owner: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(owner)) {
      const pair = owner.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(owner) && typeof step === "number") {
      node = owner.items[step];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node satisfies Node).range?.[0] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
