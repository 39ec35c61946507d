import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, so that both workers end together; the rest goes by the size of the file. */
const longest = [
  'crashes.test.ts',
  'access.oracle.test.ts',
  'screens.test.ts',
  'sign-in-management.test.ts',
  'access.property.test.ts',
  'start.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}`))
      return at < 0 ? longest.length : at
    }
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder
    return (await super.sort(files)).sort((a, b) => group(a) - group(b) || rank(a) - rank(b))
  }
}

/**
 * Node reads our TypeScript itself, and a worker keeps what it has loaded for its next file: nothing that is imported starts
 * anything or keeps anything, and every file has databases and a server of its own.
 */
const loadedOnce = { isolate: false, experimental: { viteModuleRunner: false, nodeLoader: false } } as const

export default defineConfig({
  test: {
    // Two cores are what CI has; by itself the runner would keep one of them free.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...loadedOnce,
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
          ...loadedOnce,
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
          ...loadedOnce,
          name: 'journeys',
          include: ['packages/server/test/journeys/**/*.test.ts'],
          globalSetup: ['packages/server/test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // After everything else: two browsers are what the machine can do.
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
