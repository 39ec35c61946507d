import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('the role model as a file', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)

  it('is downloaded, changed, looked at, and read in', async () => {
    const window = await browser.open('/autorisatie/rollen')
    await browser.signIn(window, await withCredentials(hoede, 'karin'))
    const { page } = window
    await page.getByRole('link', { name: 'Rollen bewaren of inlezen als bestand' }).click()
    const downloads = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download als YAML' }).click()
    const yaml = await readFile(await (await downloads).path(), 'utf8')
    expect(yaml).toContain('verzorgende')

    const choose = (name: string, text: string) =>
      page
        .getByLabel('Bestand (YAML of JSON)')
        .setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) })
    await choose('geen.yaml', 'roles: [')
    await page.getByRole('alert').waitFor()
    await choose('onbekend.yaml', yaml.replace('report:read', 'report:zap'))
    await page.getByText('report:zap').first().waitFor()
    expect(await page.getByRole('button', { name: /^Lees \d+ rol/ }).isEnabled()).toBe(false)
    await choose('nieuw.yaml', yaml.replace(/name: Planner/, 'name: Planner en rooster'))
    const table = page.getByRole('table', { name: 'Rollen van het bestand' })
    await table.getByRole('row').filter({ hasText: 'Planner en rooster' }).getByText('gewijzigd').waitFor()
    await hasNoBarriers(window, 'the role model')
    await picture(window, 'role-model')
    await page.getByRole('button', { name: 'Lees 1 rol in' }).click()
    await page.getByText(/Ingelezen: 0 nieuw, 1 gewijzigd/).waitFor()
    await page.getByRole('link', { name: 'Naar de rollen' }).click()
    await page.getByText('Planner en rooster').first().waitFor()
  })
})
