import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { rsyslog } from '../support/rsyslog.ts'
import { sealerOf } from '../support/sealing.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('following the log', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const seal = sealerOf(hoede)
  const siem = await rsyslog()

  it('shows what happens while it happens, stands still when asked, and ends with the session', async () => {
    await seal()
    const nurse = await hoede.as('sanne')
    const window = await browser.openAs('fatima', '/autorisatie/logging/meekijken')
    const { page } = window
    await page.getByText('Je kijkt mee').waitFor()
    await nurse.get('/api/caseload')
    await seal()
    const row = page.getByRole('row').filter({ hasText: 'Sanne' }).filter({ hasText: 'verzorgende' })
    await row.waitFor()
    expect(await row.count()).toBe(1)
    await hasNoBarriers(window, 'looking along')
    await picture(window, 'log-live')

    await page.getByRole('button', { name: 'Houd stil' }).click()
    await page.getByText('De lijst staat stil').waitFor()
    await nurse.get('/api/caseload')
    await seal()
    await page.getByRole('button', { name: 'Ga door (1 nieuwe)' }).click()
    await expect.poll(() => row.count()).toBe(2)

    await page.getByLabel('Soort').selectOption('sign-in')
    await page.getByText('Nog niets').waitFor()
    await nurse.get('/api/caseload')
    await nurse.post('/api/sign-out')
    await seal()
    await page.getByRole('row').filter({ hasText: 'Afgemeld' }).waitFor()
    expect(await row.count()).toBe(1)
    await page.setViewportSize({ width: 360, height: 740 })
    await hasNoBarriers(window, 'looking along on a telephone')

    const database = await hoede.database()
    await database.query('update session set ended_at = now()')
    await page.getByRole('heading', { name: /Meld je/ }).waitFor()
  })

  it('passes the rows on to a receiver, which is tried from the page', async () => {
    const window = await browser.openAs('karin', '/autorisatie/doorgeven')
    const { page } = window
    await page.getByText('Nog geen ontvanger').waitFor()
    await page.getByRole('button', { name: 'Ontvanger toevoegen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Ontvanger toevoegen' })
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    await dialog.getByText('Vul een naam in.').waitFor()
    await dialog.getByLabel('Naam').fill('Beveiligingsbewaking')
    await dialog.getByLabel('Adres').fill('https://localhost')
    await dialog.getByLabel('Poort').fill(String(siem.port))
    await dialog.getByText('Certificaten').click()
    await dialog.getByLabel('Autoriteit van de ontvanger').fill(siem.ca)
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    await dialog.getByText('Vul alleen de naam of het IP-adres in').waitFor()
    await picture(window, 'siem-form')
    await dialog.getByLabel('Adres').fill('localhost')
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    const item = page.getByRole('listitem').filter({ hasText: 'Beveiligingsbewaking' })
    await item.getByText('nog niets aangekomen').waitFor()
    await item.getByRole('button', { name: 'Probeer: Beveiligingsbewaking' }).click()
    await item.getByText('Op dit adres luistert niets op deze poort').waitFor()
    await siem.start()
    await item.getByRole('button', { name: 'Probeer: Beveiligingsbewaking' }).click()
    await item.getByText('Gelukt: de ontvanger las het proefbericht').waitFor()
    await expect.poll(async () => (await siem.lines()).some((line) => line.includes('siem.try'))).toBe(true)
    await hasNoBarriers(window, 'passing on the log')
    await picture(window, 'siem')
    await page.setViewportSize({ width: 360, height: 740 })
    await hasNoBarriers(window, 'passing on the log on a telephone')
    await item.getByRole('button', { name: 'Zet uit: Beveiligingsbewaking' }).click()
    await item.getByText('uitgezet').waitFor()
  })
})
