import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { KeyProblem } from '../../src/platform/crypto/key-problem.ts'
import { fileKeyProvider, type KeyProvider } from '../../src/platform/crypto/key-provider.ts'
import { watchKeys } from '../../src/platform/db/key-watch.ts'
import { createLogger } from '../../src/platform/log/logger.ts'
import { startTestHoede } from '../support/hoede.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('a key that is withdrawn', async () => {
  const files = fileKeyProvider(join(inject('cluster').dataFolder, 'keys'))
  let withdrawn = false
  const provider: KeyProvider = {
    ...files,
    unwrap: async (name, wrapped) => {
      if (withdrawn && name === 'linde') throw new KeyProblem('key-withdrawn', '403 to decrypt')
      return files.unwrap(name, wrapped)
    },
  }
  const hoede = await startTestHoede({ web: true, keyProvider: provider })
  const watch = watchKeys([hoede.environments, hoede.sealing], provider, {
    every: 50,
    grace: 60_000,
    logger: createLogger('silent'),
  })
  afterAll(() => watch.stop())
  const browser = await openBrowser(hoede)

  it('stops the application with a page that says what to do, and the same session goes on when it is back', async () => {
    const window = await browser.openAs('sanne', '/dossier')
    const { page } = window
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    withdrawn = true
    const stopped = page.getByRole('heading', { name: 'Deze omgeving staat stil' })
    // The watch looks in its own time.
    for (let tries = 0; tries < 50 && !(await stopped.isVisible()); tries += 1) {
      await page.reload()
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    }
    await page.getByText('de sleutel van de organisatie is ingetrokken').waitFor()
    await page.getByText('Je blijft aangemeld.').waitFor()
    await hasNoBarriers(window, 'a withdrawn key')
    await picture(window, 'key-withdrawn')
    withdrawn = false
    // The button is for who knows that the key is back: the watch has to have seen it first.
    await expect.poll(() => hoede.environments.refuses(hoede.environment().id), { timeout: 30_000 }).toBe(false)
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByRole('button', { name: /^Account van Sanne/ }).waitFor()
  })
})
