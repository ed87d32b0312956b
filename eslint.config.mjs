import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Globals that make a result depend on when, where or by whom it is asked for. */
const NOT_IN_CORE = [
  'Buffer',
  'Date',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

/** Strict rules for types, and what the architecture keeps out of the core. */
export default defineConfig(
  { ignores: ['dist', 'out', 'coverage', '.vscode-test', 'node_modules', 'examples', 'test/fixtures'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'scripts/**/*.ts', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // VS Code takes any object with a dispose method for a Disposable.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='only']",
          message: 'No exclusive tests left behind.',
        },
        {
          selector:
            "CallExpression[callee.property.name='skip'][callee.object.name=/^(it|test|describe|suite)$/]",
          message: 'No skipped tests left behind.',
        },
      ],
    },
  },
  {
    // What JSON and the bundles that they load hold is of no type there.
    files: ['test/**/*.ts', '**/*.mjs', '**/*.cjs'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // JSDoc has the types there: tsc sees that they are complete.
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Commands have types: src/host/commands.ts.
    files: ['src/host/**/*.ts', 'src/features/**/*.ts'],
    ignores: ['src/host/commands.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'commands', property: 'executeCommand', message: 'host/commands.ts has it with types.' },
        { object: 'commands', property: 'registerCommand', message: 'host/commands.ts has it with types.' },
      ],
    },
  },
  {
    // Who may import whom stands in .dependency-cruiser.mjs. What the core may not use besides: clocks, randomness, a host.
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { globals: NOT_IN_CORE, checkGlobalObject: true, globalObjects: ['global', 'self', 'window'] },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
);
