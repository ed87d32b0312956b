// The borders of src/ (docs/architecture.md): who may import whom, type-only imports included. `npm run check` holds them.

/** The rooms of the core, the lowest first: a room imports the rooms before it and none after. */
const LEVELS = [
  ['python', 'pricing'],
  ['modal'],
  ['edits', 'cost'],
  ['bill'],
  ['review'],
  ['render'],
  ['tools'],
];
/** Rooms of one level that know nothing of each other. */
const STRANGERS = [
  ['python', 'pricing'],
  ['edits', 'cost'],
];
/** What every room may use: folders of plain functions, and the files of src/core itself. */
const HELPERS = ['json', 'numbers', 'text', 'workspace'];
/** Packages that the core may use. */
const CORE_LIBRARIES = ['croner', 'jsonc-parser', 'smol-toml', 'valibot', 'web-tree-sitter'];
/** Packages that the panel's page may use. */
const WEBVIEW_LIBRARIES = ['d3-scale', 'd3-shape', 'preact', 'valibot'];
/** What the page runs of the core. Everything else that it takes from there is a type. */
const DRAWN_WITH = [
  'cost/traffic/levelSpells',
  'cost/traffic/timeBins',
  'render/clockText',
  'render/money',
  'render/scenario/costModel',
  'render/scenario/scenarioCharts',
  'render/scenario/traceCharts',
  'render/words/translate',
];

const ROOMS = LEVELS.flat();
const PROTOCOL = '^src/protocol(\\.ts$|/)';
const WORDS = '^src/core/render/words/';
/** @param {readonly string[]} names */
const either = (names) => `(${names.join('|')})`;
/** @param {readonly string[]} rooms */
const core = (rooms) => `^src/core/${either(rooms)}/`;
/** @param {readonly string[]} names */
const packages = (names) => `(^|/)node_modules/(@types/)?${either(names)}/`;
/** VS Code's own module: only its types are installed. */
const VSCODE = ['^vscode$', packages(['vscode'])];

/** A room's imports of what stands above it; words have a rule of their own. */
const upward = LEVELS.slice(0, -1).flatMap((level, i) =>
  level.map((room) => {
    const beside = STRANGERS.filter((pair) => pair.includes(room)).flat();
    const unknown = [...LEVELS.slice(i + 1).flat(), ...beside].filter((each) => each !== room);
    return {
      name: `${room}-imports-no-higher-room`,
      comment: `src/core/${room} imports nothing of ${unknown.join(', ')}: data flows one way.`,
      from: { path: core([room]) },
      to: { path: core(unknown), pathNot: WORDS },
    };
  }),
);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  ...upward,
  {
    name: 'helpers-import-no-room',
    comment: 'Plain helpers of the core are below all of its rooms.',
    from: { path: [core(HELPERS), '^src/core/[^/]+$'] },
    to: { path: core(ROOMS), pathNot: WORDS },
  },
  {
    name: 'words-only-in-render',
    comment: 'Below render outcomes are data: src/core/render/words has the sentences.',
    from: { path: '^src/core/', pathNot: core(['render', 'tools']) },
    to: { path: WORDS },
  },
  {
    name: 'core-has-known-rooms',
    comment: 'A new room of the core needs its place in LEVELS, or in HELPERS.',
    from: {},
    to: { path: '^src/core/[^/]+/', pathNot: core([...ROOMS, ...HELPERS]) },
  },
  {
    name: 'core-imports-itself-and-its-libraries',
    comment: 'The core knows none of its users, no host, no Node, and only the packages of CORE_LIBRARIES.',
    from: { path: '^src/core/' },
    to: { pathNot: ['^src/core/', packages(CORE_LIBRARIES)] },
  },
  {
    name: 'protocol-imports-types-and-valibot',
    comment: 'The messages between panel and host are known to both sides, so they know neither.',
    from: { path: PROTOCOL },
    to: { pathNot: ['^src/core/', packages(['valibot'])] },
  },
  {
    name: 'webview-imports-itself-and-its-libraries',
    comment: 'The page has the protocol, the core’s types and its own packages; the host has the rest.',
    from: { path: '^src/webview/' },
    to: { pathNot: ['^src/webview/', '^src/core/', PROTOCOL, packages(WEBVIEW_LIBRARIES)] },
  },
  {
    name: 'page-runs-little-of-the-core',
    comment: 'The page takes types of the core, and the functions of DRAWN_WITH.',
    from: { path: ['^src/webview/', PROTOCOL] },
    to: {
      path: '^src/core/',
      pathNot: `^src/core/${either(DRAWN_WITH)}\\.ts$`,
      dependencyTypesNot: ['type-only', 'type-import'],
    },
  },
  {
    name: 'cli-knows-no-extension',
    comment: 'The command line runs without VS Code.',
    from: { path: '^src/cli/' },
    to: { path: '^src/(host|features|webview|protocol|extension)\\b' },
  },
  {
    name: 'extension-knows-no-cli',
    comment: 'The command line is a product of its own.',
    from: { path: '^src/', pathNot: '^src/cli/' },
    to: { path: '^src/cli/' },
  },
  {
    name: 'features-of-one-file-apart',
    comment: 'What two features share belongs in src/host; a feature of several files has a folder.',
    from: { path: '^src/features/[^/]+$' },
    to: { path: '^src/features/' },
  },
  {
    name: 'features-of-a-folder-apart',
    comment: 'What two features share belongs in src/host.',
    from: { path: '^src/features/([^/]+)/' },
    to: { path: '^src/features/', pathNot: '^src/features/$1/' },
  },
  {
    name: 'host-imports-no-feature',
    comment: 'The host serves features, which extension.ts composes.',
    from: { path: '^src/host/' },
    to: { path: '^src/(features|webview)/' },
  },
  {
    name: 'nobody-imports-the-entry',
    comment: 'src/extension.ts composes the rest.',
    from: {},
    to: { path: '^src/extension\\.ts$' },
  },
  {
    name: 'vscode-only-in-the-extension',
    comment: 'host, features and extension.ts talk to VS Code; everything else runs anywhere.',
    from: { path: '^src/', pathNot: '^src/(host/|features/|extension\\.ts$)' },
    to: { path: VSCODE },
  },
  {
    name: 'common-imports-nothing-of-src',
    comment: 'src/common is below the command line, the host and the features.',
    from: { path: '^src/common/' },
    to: { path: '^src/', pathNot: '^src/common/' },
  },
  {
    name: 'no-import-circle',
    comment: 'Two files that need each other are one file, or need a third.',
    from: {},
    to: { circular: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    // `import type` and `import('…').Type`, too, which a build drops.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
    },
  },
};
