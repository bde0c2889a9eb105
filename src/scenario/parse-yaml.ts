import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { ProblemKind } from "./complaint.ts";
import { type Located, type LocatedMember, type LocatedScalar, type Place, quoted } from "./located.ts";
import type { Problem } from "./problem.ts";

/** Values that a file may grow to when its aliases are written out; the gala has about 600. */
const NODES_MAX = 50_000;
const DEPTH_MAX = 60;

/** A file's tree, as far as it could be read, and what is wrong with its YAML. */
export interface ParsedYaml {
  node?: Located;
  problems: Problem[];
}

/** Reads YAML 1.2 (JSON included) into a tree that knows where everything stands. Never throws. */
export function parseYaml(text: string, file: string): ParsedYaml {
  try {
    return parsed(text, file);
  } catch (error) {
    // The parser descends by recursion: a text nested deep enough exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
    const why = "is refused: it is nested too deep";
    return { problems: [{ kind: "file", file, line: 1, column: 1, path: "", found: "", expected: "", why }] };
  }
}

function parsed(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
  });
  const faults: YAMLError[] = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    return { problems: onePerLine(faults.map((fault) => syntaxProblem(fault, file, lines))) };
  const tree = new TreeBuilder(file, lines, anchorsOf(document));
  const node = tree.build(document.contents);
  const readable = node !== undefined && tree.problems.every(({ kind }) => kind === "duplicate");
  return readable ? { node, problems: tree.problems } : { problems: tree.problems };
}

/** One slip in YAML makes the parser stumble several times; the first time in a line tells it best. */
function onePerLine(problems: Problem[]): Problem[] {
  const seen = new Set<number | undefined>();
  return problems.filter(({ line }) => !seen.has(line) && seen.add(line));
}

function syntaxProblem(fault: YAMLError, file: string, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(fault.pos[0]);
  return {
    kind: "syntax",
    file,
    line,
    column: col,
    path: "",
    found: fault.code,
    why: whyNoYaml(fault),
    expected: "",
  };
}

function whyNoYaml({ code, message }: YAMLError): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "a tab indents this line; YAML is indented by spaces";
    case "MULTIPLE_DOCS":
      return "a second document starts here; a scenario is one document";
    case "TAG_RESOLVE_FAILED":
      return NO_TAGS;
    default:
      return `not YAML: ${message}`;
  }
}

/** What each alias stands for: the last node before it that has its anchor. */
function anchorsOf(document: Document): Map<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && "anchor" in node && typeof node.anchor === "string")
        anchors.set(node.anchor, node as YamlNode);
    },
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
  });
  return targets;
}

const NO_TAGS = "tags are no part of the scenario language";

type YamlNode = Alias | Scalar | YAMLMap | YAMLSeq;

/** Turns the parser's nodes into located ones; an alias becomes what it stands for, at the place of its anchor. */
class TreeBuilder {
  readonly problems: Problem[] = [];
  private readonly file: string;
  private readonly lines: LineCounter;
  private readonly targets: ReadonlyMap<Alias, YamlNode>;
  private nodes = 0;

  constructor(file: string, lines: LineCounter, targets: ReadonlyMap<Alias, YamlNode>) {
    this.file = file;
    this.lines = lines;
    this.targets = targets;
  }

  build(root: unknown): Located | undefined {
    const node = this.located(root as YamlNode | null, 0, { file: this.file, line: 1, column: 1 });
    return this.nodes > NODES_MAX ? undefined : node;
  }

  private located(node: YamlNode | null, depth: number, near: Place): Located | undefined {
    if (this.nodes > NODES_MAX) return undefined;
    const at = this.placeOf(node, near);
    if (++this.nodes > NODES_MAX) return this.refuse(at, `its aliases grow to more than ${NODES_MAX} values`);
    if (depth > DEPTH_MAX) return this.refuse(at, `it is nested more than ${DEPTH_MAX} deep`);
    if (isAlias(node)) return this.alias(node, depth, at);
    if (node?.tag !== undefined) this.complain("syntax", at, NO_TAGS, "");
    if (isMap(node)) return this.map(node, depth, at);
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => this.located(item as YamlNode | null, depth + 1, at) ?? []);
      return { kind: "list", items, at };
    }
    return this.scalar(node, at);
  }

  private alias(alias: Alias, depth: number, at: Place): Located | undefined {
    const target = this.targets.get(alias);
    if (target !== undefined) return this.located(target, depth + 1, at);
    this.complain("syntax", at, `no anchor before the alias *${alias.source} has its name`, "");
    return { kind: "scalar", value: null, text: "", at };
  }

  private scalar(node: Scalar | null, at: Place): LocatedScalar {
    const value = node?.value ?? null;
    if (typeof value === "number" || typeof value === "boolean" || value === null)
      return { kind: "scalar", value, text: node?.source ?? String(value), at };
    // Composed and decomposed letters look the same to whoever compares two names.
    const text = String(value).normalize("NFC");
    return { kind: "scalar", value: text, text, at };
  }

  private map(node: YAMLMap, depth: number, at: Place): Located {
    const members = new Map<string, LocatedMember>();
    for (const pair of node.items as Pair<YamlNode | null, YamlNode | null>[]) {
      const keyAt = this.placeOf(pair.key, at);
      const key = this.keyOf(pair.key);
      if (key === undefined) {
        this.complain("syntax", keyAt, "a key is a plain word", "");
        continue;
      }
      const value = this.located(pair.value, depth + 1, keyAt);
      if (members.has(key)) this.complain("duplicate", keyAt, undefined, quoted(key));
      else if (value !== undefined) members.set(key, { keyAt, value });
    }
    return { kind: "map", members, at };
  }

  private keyOf(key: YamlNode | null): string | undefined {
    if (key === null) return "";
    if (!isScalar(key)) return undefined;
    const { value, source } = key;
    return (typeof value === "string" ? value : (source ?? String(value))).normalize("NFC");
  }

  private placeOf(node: YamlNode | null, near: Place): Place {
    const start = node?.range?.[0];
    if (start === undefined) return near;
    const { line, col } = this.lines.linePos(start);
    return { file: this.file, line, column: col };
  }

  /** Refuses the whole file, once. */
  private refuse(at: Place, why: string): undefined {
    this.nodes = NODES_MAX + 1;
    this.complain("file", at, `is refused: ${why}`, "");
    return undefined;
  }

  private complain(kind: ProblemKind, at: Place, why: string | undefined, found: string): void {
    this.problems.push({ kind, ...at, path: "", found, expected: "", ...(why === undefined ? {} : { why }) });
  }
}
