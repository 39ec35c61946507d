import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two cores are what CI has; by itself the runner would keep one of them free.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'server',
          include: ['packages/{server,contract,verify}/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'packages/server/test/journeys/**'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'attacks',
          include: ['assurance/attacks/**/*.test.ts'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Some of them compare times: not among everything else, nor beside each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 2 },
        },
      },
      {
        root: 'packages/web',
        test: { name: 'web', include: ['**/*.test.{ts,tsx}'], exclude: ['**/node_modules/**', 'dist/**'] },
      },
    ],
  },
})
