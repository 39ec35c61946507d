import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['packages/{server,contract}/**/*.test.ts', 'tools/**/*.test.ts', 'assurance/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'packages/server/test/journeys/**'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['packages/server/test/journeys/**/*.test.ts'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser wants the machine to itself: after everything else.
          sequence: { groupOrder: 1 },
        },
      },
      {
        root: 'packages/web',
        test: { name: 'web', include: ['**/*.test.{ts,tsx}'], exclude: ['**/node_modules/**', 'dist/**'] },
      },
    ],
  },
})
