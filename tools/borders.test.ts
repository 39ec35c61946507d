import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** What the borders of .dependency-cruiser.mjs find in a small tree of files. */
async function violations(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-borders-'))
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'tsconfig.json'), '{}')
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const program = join(root, 'node_modules/.bin/depcruise')
    const config = join(root, '.dependency-cruiser.mjs')
    const { stdout } = spawnSync(program, ['--config', config, '--output-type', 'json', 'packages'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { rule: { name: string } }[]; totalCruised: number }
    }
    expect(summary.totalCruised, 'files that were read').toBeGreaterThanOrEqual(Object.keys(files).length)
    return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const server = 'packages/server/src'
const thing = 'export const thing = 1\n'

describe('the borders between folders', () => {
  it('let through what the architecture allows', async () => {
    expect(
      await violations({
        [`${server}/capabilities/reports/reports.ts`]:
          "import { thing } from '../access/public.ts'\nimport { other } from '../../platform/db/x.ts'\nexport const a = [thing, other]\n",
        [`${server}/capabilities/access/public.ts`]: thing,
        [`${server}/platform/db/x.ts`]: "import pg from 'pg'\nexport const other = pg\n",
      }),
    ).toEqual([])
  })

  it.each([
    [
      'platform-knows-no-capability',
      `${server}/platform/db/x.ts`,
      '../../capabilities/access/public.ts',
      `${server}/capabilities/access/public.ts`,
    ],
    [
      'a-slice-only-through-its-public-ts',
      `${server}/capabilities/reports/x.ts`,
      '../access/queries.ts',
      `${server}/capabilities/access/queries.ts`,
    ],
    [
      'contract-depends-on-nothing-of-ours',
      'packages/contract/src/x.ts',
      '../../server/src/platform/y.ts',
      `${server}/platform/y.ts`,
    ],
    ['web-and-server-apart', 'packages/web/ui/x.ts', '../../server/src/platform/y.ts', `${server}/platform/y.ts`],
    ['server-knows-no-web', `${server}/platform/x.ts`, '../../../web/ui/y.ts', 'packages/web/ui/y.ts'],
    ['app-is-above-capabilities', `${server}/capabilities/reports/x.ts`, '../../context.ts', `${server}/context.ts`],
    ['no-tests-in-the-product', `${server}/platform/x.ts`, './y.test.ts', `${server}/platform/y.test.ts`],
  ])('refuse what breaks %s', async (rule, from, imported, target) => {
    expect(
      await violations({ [from]: `import { thing } from '${imported}'\nexport const x = thing\n`, [target]: thing }),
    ).toEqual([rule])
  })

  it.each([
    ['pg-only-in-platform-db', `${server}/capabilities/reports/x.ts`, "import pg from 'pg'\nexport const x = pg\n"],
    [
      'node-crypto-only-in-platform-crypto',
      `${server}/platform/http/x.ts`,
      "import { randomBytes } from 'node:crypto'\nexport const x = randomBytes\n",
    ],
    [
      'rules-are-pure',
      `${server}/capabilities/reports/rules.ts`,
      "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n",
    ],
  ])('refuse what breaks %s', async (rule, from, text) => {
    expect(await violations({ [from]: text })).toEqual([rule])
  })

  it('refuse a circle', async () => {
    const files = {
      [`${server}/platform/a.ts`]: "import { b } from './b.ts'\nexport const a = () => b\n",
      [`${server}/platform/b.ts`]: "import { a } from './a.ts'\nexport const b = () => a\n",
    }
    expect(await violations(files)).toEqual(['no-cycles'])
  })
})
