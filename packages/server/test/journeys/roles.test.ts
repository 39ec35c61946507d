import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('roles', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)

  it('as a file are downloaded, changed, looked at, and read in', async () => {
    const window = await browser.openAs('karin', '/autorisatie/rollen')
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

  it('are changed after a look at what that does, compared, and put back', async () => {
    const database = await hoede.database()
    await database.query('update factor set last_step = 0')
    const window = await browser.openAs('karin', '/autorisatie/rollen')
    const { page } = window
    await page.getByRole('link', { name: 'Verzorgende' }).click()
    await page.getByRole('checkbox', { name: 'Cliëntgegevens lezen' }).uncheck()
    await page.getByRole('button', { name: 'Bewaar' }).click()
    const effect = page.getByRole('dialog', { name: 'Dit doet de wijziging' })
    await effect
      .getByText(/kan dan \d+ dossiers? niet meer openen/)
      .first()
      .waitFor()
    await effect.getByText('Let op: iemand kan hierna geen enkel dossier meer openen.').waitFor()
    await hasNoBarriers(window, 'what a change of a role does')
    await picture(window, 'role-effect')
    await effect.getByRole('button', { name: 'Bewaar' }).click()
    await effect.getByText('Kijk dit eerst na.').waitFor()
    await effect.getByLabel('Ik heb dit nagekeken en het klopt').check()
    await effect.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByText('De rol is bewaard.').waitFor()

    await page.getByLabel('Vergelijk deze rol met').selectOption({ label: 'Behandelaar' })
    await page.getByText('Alleen in Behandelaar').waitFor()
    const earlier = page
      .getByLabel('Vergelijk deze rol met')
      .locator('option', { hasText: /^versie / })
      .first()
    await page.getByLabel('Vergelijk deze rol met').selectOption((await earlier.getAttribute('value')) ?? '')
    await hasNoBarriers(window, 'a role beside an earlier version')
    await picture(window, 'role-versions')
    await page.getByRole('button', { name: 'Zet deze versie terug' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Zet terug' }).click()
    await page.getByText(/De rol is weer zoals in versie/).waitFor()
    expect(await page.getByRole('checkbox', { name: 'Cliëntgegevens lezen' }).isChecked()).toBe(true)
  })

  it('are kept apart where one person may not hold both', async () => {
    const database = await hoede.database()
    await database.query('update factor set last_step = 0')
    const window = await browser.openAs('karin', '/autorisatie/functiescheiding')
    const { page } = window
    await page.getByRole('button', { name: 'Scheid twee rechten' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Scheid' }).click()
    await dialog.getByText('Vul een naam in.').waitFor()
    await dialog.getByLabel('Naam').fill('Lezen en rapporteren')
    await dialog.getByLabel('Het ene recht').selectOption('report:read')
    await dialog.getByLabel('Het andere recht').selectOption('report:write')
    await hasNoBarriers(window, 'keep two permissions apart')
    await dialog.getByRole('button', { name: 'Scheid' }).click()
    await page.getByText('De rechten zijn gescheiden. Dat werkt meteen.').waitFor()
    await page.getByRole('button', { name: 'Toon wie: Lezen en rapporteren' }).click()
    await page.getByRole('link', { name: 'Sanne de Wit' }).waitFor()
    await hasNoBarriers(window, 'who holds both permissions')
    await picture(window, 'duties')
    await page.getByRole('button', { name: 'Zet uit: Lezen en rapporteren' }).click()
    await page.getByRole('button', { name: 'Zet aan: Lezen en rapporteren' }).waitFor()
  })

  it('are changed by two people, where the organisation asks that', async () => {
    const database = await hoede.database()
    await database.query('update factor set last_step = 0')
    await database.query(`update setting set value = '1' where key = 'role-change-approval'`)
    const window = await browser.openAs('karin', '/autorisatie/rollen')
    const { page } = window
    await page.getByRole('link', { name: 'Behandelaar' }).click()
    await page.getByRole('checkbox', { name: 'Het BSN zien' }).click()
    await page.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByRole('dialog', { name: 'Dit doet de wijziging' }).getByRole('button', { name: 'Bewaar' }).click()
    const dialog = page.getByRole('dialog', { name: 'Leg voor aan een tweede collega' })
    await dialog.getByLabel('Waarom (mag leeg)').fill('Zo hebben we het afgesproken.')
    await hasNoBarriers(window, 'put a change to a colleague')
    await dialog.getByRole('button', { name: 'Leg voor' }).click()
    await page.getByText('Voorgelegd. De rol wijzigt zodra een tweede collega het goedkeurt.').waitFor()
    await page.getByRole('button', { name: 'Neem terug' }).waitFor()

    const other = await browser.openAs('fatima', '/autorisatie/goedkeuren')
    await other.page.getByText('Zo hebben we het afgesproken.').waitFor()
    await hasNoBarriers(other, 'approve a change of a role')
    await picture(other, 'proposal')
    await other.page.getByRole('button', { name: 'Keur goed' }).click()
    await other.page.getByText('Goedgekeurd. De rol is gewijzigd').waitFor()
    await database.query(`update setting set value = '0' where key = 'role-change-approval'`)
  })
})
