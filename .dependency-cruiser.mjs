/** The directions of docs/architecture.md, checked by `npm run check`. tools/borders.test.ts plants forbidden imports to prove it. */
const capability = '^packages/server/src/capabilities/([^/]+)/'
const tests = '\\.test\\.tsx?$|^packages/server/test/'

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-depends-on-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/contract/' },
      to: { path: '^packages/(server|web)/' },
    },
    {
      name: 'verify-depends-on-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/verify/' },
      to: { path: '^packages/(server|web|contract)/' },
    },
    {
      name: 'web-and-server-apart',
      severity: 'error',
      from: { path: '^packages/web/', pathNot: tests },
      to: { path: '^packages/server/' },
    },
    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^packages/server/(src|bin)/' },
      to: { path: '^packages/web/' },
    },
    {
      name: 'platform-knows-no-capability',
      severity: 'error',
      from: { path: '^packages/server/src/platform/', pathNot: tests },
      to: { path: '^packages/server/src/(capabilities|cli|demo|app|context)' },
    },
    {
      name: 'a-slice-only-through-its-public-ts',
      severity: 'error',
      from: { path: capability, pathNot: tests },
      to: { path: capability, pathNot: ['^packages/server/src/capabilities/$1/', '/public\\.ts$'] },
    },
    {
      name: 'app-is-above-capabilities',
      severity: 'error',
      from: { path: '^packages/server/src/(capabilities|platform|demo)/', pathNot: tests },
      to: { path: '^packages/server/(src/(app|context)\\.ts$|bin/)' },
    },
    {
      name: 'pg-only-in-platform-db',
      severity: 'error',
      from: { path: '^packages/server/(src|bin)/', pathNot: ['^packages/server/src/platform/db/', tests] },
      to: { path: '(^|/)node_modules/(@types/)?(pg|pg-copy-streams)/' },
    },
    {
      name: 'node-crypto-only-in-platform-crypto',
      severity: 'error',
      from: { path: '^packages/(server|contract|web)/', pathNot: ['^packages/server/src/platform/crypto/', tests] },
      to: { path: '^(node:)?crypto$' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '/rules\\.ts$' },
      to: { path: '^(node:)?(fs|net|http|https|child_process|crypto)|^packages/server/src/platform/(db|http|audit)/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^packages/(server|web|contract|verify)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // node:ffi is newer than the list of Node's own modules that is looked in.
      to: { couldNotResolve: true, pathNot: '^(virtual:|vite/client|(node:)?ffi$)' },
    },
    {
      name: 'ffi-only-for-hardware-modules',
      severity: 'error',
      from: { pathNot: '^packages/server/src/platform/crypto/pkcs11-token[.]ts$' },
      to: { path: '^(node:)?ffi$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/.*/node_modules)/|\\.po$' },
    // TypeScript 7 has no JavaScript API; without this the cruiser falls back to a reader that guesses.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
