import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';

/**
 * The folder list is the architecture: this test reads every import under `src` and holds it to design rules.
 * Each rule is also run against a planted violation, so that a rule that cannot fail is found out.
 */
const CORE = ['pprl', 'statistics', 'disclosure', 'agreement', 'exchange', 'problems', 'problems.ts'];
const SHELL_ONLY = /^(node:|hono|@hono\/|kysely|wrangler|cloudflare:|@cloudflare\/)/;
const IMPURE_GLOBALS: readonly [RegExp, string][] = [
  [/\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bperformance\.now\s*\(/, 'clock'],
  [/\bMath\.random\s*\(|\bgetRandomValues\s*\(|\brandomUUID\s*\(|\brandomBytes\s*\(/, 'randomness'],
  [/\bprocess\.|\bBuffer\.|\brequire\s*\(|\bsetTimeout\s*\(|\bfetch\s*\(/, 'host'],
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.includes(`assembly${sep}`))
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());
}

function importsOf(root: string, path: string): Import[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    const to = specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier)) : specifier;
    found.push({ from: relative(root, path), to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      const onlyTypes =
        node.importClause?.isTypeOnly === true ||
        (bindings !== undefined &&
          ts.isNamedImports(bindings) &&
          !node.importClause?.name &&
          bindings.elements.length > 0 &&
          bindings.elements.every((element) => element.isTypeOnly));
      add(node.moduleSpecifier.text, onlyTypes);
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const room = (path: string): string => path.split(sep)[0] ?? '';

function violations(root: string): string[] {
  const files = sourceFiles(root);
  const imports = files.flatMap((path) => importsOf(root, path));
  const wrong: string[] = [];
  for (const edge of imports) {
    const core = CORE.includes(room(edge.from));
    const outside = edge.to.startsWith('..');
    const external =
      !edge.to.endsWith('.ts') &&
      !edge.to.endsWith('.tsx') &&
      !edge.to.endsWith('.json') &&
      !edge.to.endsWith('.wasm');
    if (core && SHELL_ONLY.test(edge.to)) wrong.push(`${edge.from}: core imports ${edge.to}`);
    if (core && !external && !outside && !CORE.includes(room(edge.to)))
      wrong.push(`${edge.from}: core imports ${edge.to}`);
    if (room(edge.to) === 'entry' && room(edge.from) !== 'entry') wrong.push(`${edge.from}: imports entry`);
    if (room(edge.to) === 'adapters' && !['adapters', 'entry'].includes(room(edge.from)))
      wrong.push(`${edge.from}: only entry chooses adapters, found ${edge.to}`);
    if (room(edge.from) === 'ports' && /^(api|adapters|usecases|storage|cli)$/.test(room(edge.to)))
      wrong.push(`${edge.from}: a port imports ${edge.to}`);
    if (room(edge.from) === 'usecases' && /^(api|cli|hono|@hono)/.test(edge.to))
      wrong.push(`${edge.from}: a use case imports ${edge.to}`);
  }
  for (const path of files.filter((file) => CORE.includes(room(relative(root, file))))) {
    const code = stripComments(readFileSync(path, 'utf8'));
    for (const [pattern, what] of IMPURE_GLOBALS)
      if (pattern.test(code)) wrong.push(`${relative(root, path)}: core uses ${what}`);
  }
  return [...wrong, ...cycles(imports).map((cycle) => `runtime import cycle: ${cycle}`)];
}

/**
 * Made-up people and what is tested with them stand apart: were both built on one table of names or titles, a fault
 * in it would be on both sides and never be seen.
 */
function notApart(root: string): string[] {
  const imports = ['src', 'fixtures']
    .flatMap((folder) => sourceFiles(join(root, folder)))
    .flatMap((path) => importsOf(root, path));
  const under = (path: string, ...folders: string[]): boolean => path.startsWith(join(...folders) + sep);
  const synthetic = (path: string): boolean => under(path, 'fixtures', 'synthetic');
  const pprl = (path: string): boolean => under(path, 'src', 'pprl');
  const direct = imports.flatMap(({ from, to }) => {
    if (under(from, 'src') && under(to, 'fixtures')) return [`${from}: src imports ${to}`];
    return synthetic(from) && pprl(to) ? [`${from}: synthetic people import ${to}`] : [];
  });
  const ofPprl = reached(imports, pprl);
  const shared = [...reached(imports, synthetic)].filter((path) => pprl(path) || ofPprl.has(path));
  return [...direct, ...shared.map((path) => `synthetic people and pprl share ${path}`)];
}

/** Files of the repository, tables included, that run where a file under `start` runs; types are not followed. */
function reached(imports: readonly Import[], start: (path: string) => boolean): Set<string> {
  const runtime = imports.filter(({ to, typeOnly }) => !typeOnly && /\.(tsx?|json|wasm)$/.test(to));
  const found = new Set(runtime.flatMap(({ from }) => (start(from) ? [from] : [])));
  for (const path of found) for (const edge of runtime) if (edge.from === path) found.add(edge.to);
  return found;
}

/** Lists that are large and that no table needs (docs/reference/records.md): the Worker does not carry them. */
const NOT_IN_WORKER = /codelists\/district-/;

function carriedByWorker(root: string): string[] {
  const imports = sourceFiles(join(root, 'src')).flatMap((path) => importsOf(root, path));
  return [...reached(imports, (path) => path === join('src', 'entry', 'worker.ts'))]
    .filter((path) => NOT_IN_WORKER.test(path.replaceAll(sep, '/')))
    .map((path) => `the Worker carries ${path.replaceAll(sep, '/')}`);
}

/** Words in common from which two tables are taken to be one, and the share of the smaller that they must be. */
const COPIED = { words: 8, share: 0.75 };

/**
 * Tables of `fixtures/synthetic` that are tables of `src/pprl` again, written down twice: then the errors made would be
 * just those undone. A few words in common are no copy: titles and spellings are what they are.
 */
function copiedTables(root: string): string[] {
  const tables = (...folders: string[]) =>
    sourceFiles(join(root, ...folders)).flatMap((path) => tablesOf(root, path));
  const undoing = tables('src', 'pprl');
  return tables('fixtures', 'synthetic').flatMap((made) =>
    undoing
      .filter((undone) => isCopy(made.words, undone.words))
      .map((undone) => `${made.where} and ${undone.where} are one table`),
  );
}

interface Table {
  readonly where: string;
  readonly words: ReadonlySet<string>;
}

function isCopy(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const common = [...a].filter((word) => b.has(word)).length;
  return common >= COPIED.words && common >= COPIED.share * Math.min(a.size, b.size);
}

/** Texts that are a list: of array and object literals with all inside them, and of strings of several words. */
function tablesOf(root: string, path: string): Table[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Table[] = [];
  const add = (node: ts.Node, texts: readonly string[]) => {
    const words = new Set(
      texts.map((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, '')).filter((text) => text !== ''),
    );
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    if (words.size >= COPIED.words) found.push({ where: `${relative(root, path)}:${line + 1}`, words });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) add(node, textsIn(node));
    if (ts.isStringLiteralLike(node)) add(node, node.text.split(/\s+/));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Strings and keys inside a literal, those of several words taken apart. */
function textsIn(literal: ts.Node): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(...node.text.split(/\s+/));
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) texts.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(literal);
  return texts;
}

function stripComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function cycles(imports: readonly Import[]): string[] {
  const graph = new Map<string, string[]>();
  for (const edge of imports)
    if (!edge.typeOnly) graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.to]);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (node: string, path: readonly string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      found.push([...path.slice(path.indexOf(node)), node].join(' > '));
      return;
    }
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) walk(next, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of graph.keys()) walk(node, []);
  return found;
}

describe('architecture', () => {
  it('holds in src', () => {
    expect(violations(resolve(import.meta.dirname, '../src'))).toEqual([]);
  });

  it('keeps made-up people and linkage apart', () => {
    expect(notApart(resolve(import.meta.dirname, '..'))).toEqual([]);
  });

  it('keeps the lists of districts out of the Worker', () => {
    expect(carriedByWorker(resolve(import.meta.dirname, '..'))).toEqual([]);
  });

  it('lets made-up errors and the rules that undo them share no table', () => {
    expect(copiedTables(resolve(import.meta.dirname, '..'))).toEqual([]);
  });

  const planted: string[] = [];
  afterAll(() => {
    for (const folder of planted) rmSync(folder, { recursive: true });
  });
  const plant = (
    files: Readonly<Record<string, string>>,
    check: (root: string) => string[] = violations,
  ): string[] => {
    const root = mkdtempSync(join(tmpdir(), 'padan-architecture-'));
    planted.push(root);
    for (const [name, code] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), code);
    }
    return check(root);
  };

  it.each([
    [
      'core importing node:',
      { 'pprl/bad.ts': "import { readFileSync } from 'node:fs';\nreadFileSync('x');" },
      'core imports node:fs',
    ],
    [
      'core importing Hono',
      { 'disclosure/bad.ts': "import { Hono } from 'hono';\nnew Hono();" },
      'core imports hono',
    ],
    [
      'core importing an adapter',
      { 'pprl/bad.ts': "import '../adapters/x.ts';", 'adapters/x.ts': '' },
      'core imports adapters',
    ],
    [
      'core importing the API',
      { 'exchange/bad.ts': "import '../api/x.ts';", 'api/x.ts': '' },
      'core imports api',
    ],
    ['core reading the clock', { 'agreement/bad.ts': 'export const t = Date.now();' }, 'core uses clock'],
    [
      'core drawing randomness',
      { 'statistics/bad.ts': 'export const r = Math.random();' },
      'core uses randomness',
    ],
    ['core asking the host', { 'pprl/bad.ts': 'export const e = process.env;' }, 'core uses host'],
    [
      'a use case choosing an adapter',
      { 'usecases/bad.ts': "import '../adapters/x.ts';", 'adapters/x.ts': '' },
      'only entry chooses adapters',
    ],
    [
      'anything importing entry',
      { 'api/bad.ts': "import '../entry/node.ts';", 'entry/node.ts': '' },
      'imports entry',
    ],
    [
      'a runtime cycle',
      { 'pprl/a.ts': "import './b.ts';", 'pprl/b.ts': "import './a.ts';" },
      'runtime import cycle',
    ],
  ])('is seen to fail on %s', (_name, files, message) => {
    expect(plant(files as unknown as Record<string, string>).join('\n')).toContain(message);
  });

  it.each([
    [
      'synthetic people importing linkage, types included',
      { 'fixtures/synthetic/bad.ts': "import type { X } from '../../src/pprl/x.ts';", 'src/pprl/x.ts': '' },
      'fixtures/synthetic/bad.ts: synthetic people import src/pprl/x.ts',
    ],
    [
      'src importing a fixture',
      { 'src/cli/bad.ts': "await import('../../fixtures/x.ts');", 'fixtures/x.ts': '' },
      'src/cli/bad.ts: src imports fixtures/x.ts',
    ],
    [
      'synthetic people reaching linkage by way of another file',
      {
        'fixtures/synthetic/a.ts': "import '../../src/statistics/b.ts';",
        'src/statistics/b.ts': "import '../pprl/titles.ts';",
        'src/pprl/titles.ts': '',
      },
      'synthetic people and pprl share src/pprl/titles.ts',
    ],
    [
      'a table that both read, one of them by way of another file',
      {
        'fixtures/synthetic/a.ts': "import '../../src/statistics/titles.ts';",
        'src/statistics/titles.ts': "import titles from '../../specs/titles.json' with { type: 'json' };",
        'src/pprl/b.ts': "import titles from '../../specs/titles.json' with { type: 'json' };",
        'specs/titles.json': '[]',
      },
      'synthetic people and pprl share specs/titles.json',
    ],
  ])('is seen to fail on %s', (_name, files, message) => {
    const wrong = plant(
      { 'src/x.ts': '', 'fixtures/x.ts': '', ...files } as Record<string, string>,
      notApart,
    );
    expect(wrong).toEqual([message.replaceAll('/', sep)]);
  });

  it('is seen to fail on a Worker that reaches a list of districts by way of another file', () => {
    const files = {
      'src/entry/worker.ts': "await import('../a.ts');",
      'src/a.ts': "import list from '../specs/codelists/district-x.json' with { type: 'json' };",
      'src/cli/b.ts': "import list from '../../specs/codelists/district-y.json' with { type: 'json' };",
    };
    expect(plant(files, carriedByWorker)).toEqual(['the Worker carries specs/codelists/district-x.json']);
  });

  it.each([
    [
      'one list, written as words here and as an array there',
      "const TITLES = 'H. HJ. DRS. DRA. DR. IR. PROF. KH. TGK.'.split(' ');",
      "export const LEADING = ['H', 'HJ', 'DRS', 'DRA', 'DR', 'IR', 'PROF', 'KH'];",
    ],
    [
      'one table of spellings, in an object here and in pairs there',
      "const FORMS = { MUHAMMAD: ['MUH', 'MOH'], AHMAD: ['ACH'], ABDUL: ['ABD'], SITI: ['ST', 'SIT'] };",
      "export const FORMS = [['MUH', 'MUHAMMAD'], ['MOH', 'MUHAMMAD'], ['ACH', 'AHMAD'], ['ABD', 'ABDUL'], ['ST', 'SITI']];",
    ],
  ])('is seen to fail on %s', (_name, made, undone) => {
    const files = { 'fixtures/synthetic/errors.ts': made, 'src/pprl/rules.ts': undone };
    expect(plant(files, copiedTables)).toEqual([
      'fixtures/synthetic/errors.ts:1 and src/pprl/rules.ts:1 are one table'.replaceAll('/', sep),
    ]);
  });

  it('takes a few words in common for no copy', () => {
    const files = {
      'fixtures/synthetic/errors.ts':
        "const A = 'H HJ DRS IR MELATI MAWAR KENANGA MERDEKA PAHLAWAN'.split(' ');",
      'src/pprl/rules.ts': "export const B = 'H HJ DRS DRA DR IR PROF KH TGK TGH'.split(' ');",
    };
    expect(plant(files, copiedTables)).toEqual([]);
  });

  it('allows a cycle of types only', () => {
    expect(
      plant({
        'pprl/a.ts': "import type { B } from './b.ts';\nexport type A = B;",
        'pprl/b.ts': "import type { A } from './a.ts';\nexport type B = A;",
      }),
    ).toEqual([]);
  });
});
