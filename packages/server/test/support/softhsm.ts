import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface SoftHsm {
  library: string
  /** Label of its one token. */
  token: string
  pin: string
  /** Takes the token away, as pulling a module out does. */
  pull(): Promise<void>
  pushBack(): Promise<void>
  remove(): Promise<void>
}

const run = promisify(execFile)

/** A hardware module in software (Debian's softhsm2, which `npm test` installs) with a fresh token, for this process and its children. */
export async function startSoftHsm(): Promise<SoftHsm> {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-softhsm-'))
  const tokens = join(folder, 'tokens')
  await mkdir(tokens)
  await writeFile(
    join(folder, 'conf'),
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  )
  process.env['SOFTHSM2_CONF'] = join(folder, 'conf')
  await run('softhsm2-util', ['--init-token', '--free', '--label', 'hoede', '--pin', '987654', '--so-pin', '12345678'])
  return {
    library: '/usr/lib/softhsm/libsofthsm2.so',
    token: 'hoede',
    pin: '987654',
    async pull() {
      await rename(tokens, `${tokens}.away`)
      await mkdir(tokens)
    },
    async pushBack() {
      await rm(tokens, { recursive: true })
      await rename(`${tokens}.away`, tokens)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
