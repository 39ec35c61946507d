import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { ownBackups } from '../support/own-backups.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('backups in Beheer', async () => {
  const stand = await ownBackups()
  const hoede = await startTestHoede({ web: true, backupsOf: stand.backupsOf(() => 'linde') })
  const browser = await openBrowser(hoede)

  it('are asked for, followed, held and proven by the application manager', async () => {
    const window = await browser.open('/beheer')
    await browser.signIn(window, await withCredentials(hoede, 'karin'))
    const { page } = window
    await page.getByText('Nog geen reservekopie', { exact: true }).waitFor()
    await page.getByText('Er is nog geen reservekopie gemaakt').waitFor()
    await picture(window, 'backups-none')

    for (let day = 2; day < 5; day += 1) await stand.insert({ state: 'made', hoursAgo: 24 * day })
    await stand.insert({ state: 'made', hoursAgo: 24 * 200, removed: true })
    await stand.insert({ state: 'failed', hoursAgo: 12, problem: 'store-unreachable' })
    await stand.insert({ state: 'made', hoursAgo: 8, proof: 'wrong' })
    await stand.insert({ state: 'made', hoursAgo: 3, proof: 'good' })
    await page.reload()
    const summary = page.locator('section').filter({ hasText: 'Hoe het ervoor staat' })
    await summary.getByText('op tijd, staan waar zij horen').waitFor()
    await summary.getByText('41 s · 0 verschillen').waitFor()

    await page.getByRole('button', { name: 'Nu een reservekopie maken' }).click()
    await page.getByRole('button', { name: 'Reservekopie is gevraagd' }).waitFor()
    const asked = page.getByRole('row').filter({ hasText: 'door Karin Bakker' })
    await asked.getByText('gevraagd', { exact: true }).first().waitFor()
    await stand.admin.query(
      `update backup set state = 'running', name = 'nieuw.age', started_at = now(), done_bytes = 5000000, expected_bytes = 12000000
       where state = 'asked' and environment_id = $1`,
      [stand.ids.linde],
    )
    await asked.getByText('41%').waitFor()
    expect(await asked.getByRole('progressbar').getAttribute('value')).toBe('41')
    await hasNoBarriers(window, 'backups').catch((error: Error) => {
      // What is asked every two seconds never leaves the network alone.
      if (!error.message.includes('Timeout')) throw error
    })
    await picture(window, 'backups')
    await stand.admin.query(
      `update backup set state = 'failed', problem = 'broken-off', ended_at = now() where state = 'running' and environment_id = $1`,
      [stand.ids.linde],
    )
    await asked.getByText('broken-off').waitFor()
    await hasNoBarriers(window, 'backups')

    const good = page.getByRole('row').filter({ hasText: '0 verschillen' })
    const file = page.waitForEvent('download')
    await good.getByRole('button', { name: 'Bewijs' }).click()
    const saved = await (await file).path()
    expect(JSON.parse(await readFile(saved, 'utf8')).report.kind).toBe('backup-proof')
    await page.getByText('Een bewijs zelf controleren').click()
    await page.getByText('npx hoede review verify').waitFor()

    await good.getByRole('button', { name: /^Houd vast/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Reservekopie vasthouden' })
    await dialog.getByRole('button', { name: 'Houd vast' }).click()
    await dialog.getByText('Vul in waarom.').waitFor()
    await dialog.getByLabel('Waarom').fill('onderzoek naar een incident')
    await picture(window, 'backups-hold')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Houd vast' }).click()
    await good.getByText('door Karin Bakker: onderzoek naar een incident').waitFor()
    await page.getByLabel('Stand').selectOption('held')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await picture(window, 'backups-held')
    await good.getByRole('button', { name: /^Laat los/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Laat los' }).click()
    await page.getByText('Geen reservekopie die hierbij past').waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByLabel('Stand').selectOption('')
    await good.waitFor()
    await hasNoBarriers(window, 'backups on a telephone')
  })

  it('are seen, not managed, by the privacy officer, in the dark and in English; a carer has none', async () => {
    const window = await browser.open('/beheer', { colorScheme: 'dark' })
    await browser.signIn(window, await withCredentials(hoede, 'fatima'))
    const { page } = window
    await page.getByText('Hoe het ervoor staat').waitFor()
    expect(await page.getByRole('button', { name: /Houd vast|Nu een reservekopie/ }).count()).toBe(0)
    await hasNoBarriers(window, 'backups in the dark')
    await page.evaluate("localStorage.setItem('hoede.language', 'en')")
    await page.reload()
    await page.getByText('How things are').waitFor()
    await picture(window, 'backups-dark')
    const carer = await browser.open('/beheer')
    await browser.signIn(carer, await withCredentials(hoede, 'sanne'))
    await carer.page.getByText('Jouw rol heeft hier geen recht op').waitFor()
    await hasNoBarriers(carer, 'no backups')
  })
})
