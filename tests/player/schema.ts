/** An independent judge of statements: the JSON schema of npm tin-can-json-schema, its `#name` anchors read as pointers. */

import { createRequire } from "node:module";
import { join } from "node:path";

declare const __ROOT__: string;

type Schema = Record<string, unknown>;
type Validate = ((value: unknown) => boolean) & { errors?: unknown[] };
interface Engine {
  addFormat(name: string, format: RegExp): void;
  compile(schema: unknown): Validate;
}

/** Where each `"id": "#name"` stands. */
function anchors(node: unknown, path: string, found = new Map<string, string>()): Map<string, string> {
  if (!node || typeof node !== "object") return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === "id" && typeof value === "string" && value.startsWith("#")) found.set(value, `#${path}`);
    anchors(value, `${path}/${key}`, found);
  }
  return found;
}

function pointed(node: unknown, places: Map<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => pointed(item, places));
  if (!node || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key === "id" && places.has(value as string)))
      .map(([key, value]) => [key, key === "$ref" ? (places.get(value as string) ?? value) : pointed(value, places)]),
  );
}

/** Gives the faults of a statement; none if it is sound. */
export function statementFaults(): (statement: unknown) => unknown[] {
  const load = createRequire(join(__ROOT__, "tests", "package.json"));
  const raw = load("tin-can-json-schema/1.0.1.json") as Schema;
  const formats = load("tin-can-json-schema/formats.json") as Record<string, string>;
  const { default: Ajv } = load("ajv") as { default: new (options: Schema) => Engine };
  const ajv = new Ajv({ strict: false, logger: false, unicodeRegExp: false });
  for (const [name, pattern] of Object.entries(formats)) ajv.addFormat(name, new RegExp(pattern));
  const { properties } = pointed(raw, anchors(raw, "")) as { properties: Schema };
  const validate = ajv.compile({ properties, $ref: "#/properties/statement" });
  return (statement) => (validate(statement) ? [] : (validate.errors ?? []));
}
