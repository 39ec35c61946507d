import { readFile } from 'node:fs/promises'
import { isIncluded, readCheckpoint, readNote, rowHash } from '@hoede/verify'
import { describe, expect, it } from 'vitest'
import { sealNext } from '../../src/capabilities/log-proof/sealing.ts'
import { startTestHoede } from '../support/hoede.ts'
import { clients } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('the proof of the log', async () => {
  const hoede = await startTestHoede({ web: true })
  const environment = hoede.environment()
  const browser = await openBrowser(hoede)
  const seal = () =>
    hoede.sealing.transact(environment.id, (tx) => sealNext(tx, environment, { started: false, clockStep: undefined }))

  it('is looked at, kept elsewhere, and downloaded for a single row', async () => {
    await seal()
    const window = await browser.open('/autorisatie/logging/bewijs')
    await browser.signIn(window, await withCredentials(hoede, 'fatima'))
    const { page } = window
    await page.getByRole('heading', { name: 'Bewijs van de logging' }).waitFor()
    await page.getByText('De verzegelaar werkt.').waitFor()
    await page.getByText('Nog niemand bewaart de ijkpunten').waitFor()
    const checkpoints = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download het ijkpunt' }).click()
    const note = await readFile(await (await checkpoints).path(), 'utf8')
    expect(readCheckpoint(readNote(note).text).origin).toBe(`hoede/linde/${environment.id}`)

    await page.getByRole('button', { name: 'Bewaarplaats toevoegen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bewaarplaats toevoegen' })
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    await dialog.getByText('Vul een naam in.').waitFor()
    await dialog.getByLabel('Naam').fill('Bestuur van Linde')
    await dialog.getByLabel('Mailadres').fill('bestuur@linde.example')
    await picture(window, 'log-witness')
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    const item = page.getByRole('listitem').filter({ hasText: 'Bestuur van Linde' })
    await item.getByText('nog niets aangekomen').waitFor()
    await hasNoBarriers(window, 'the proof of the log')
    await picture(window, 'log-proof')
    await item.getByRole('button', { name: 'Zet uit: Bestuur van Linde' }).click()
    await item.getByText('uitgezet').waitFor()

    await seal()
    await page.getByRole('link', { name: 'Wie deed wat' }).click()
    await page.getByLabel('Cliënt of medewerker').fill('fatima')
    await page.getByRole('button', { name: 'Zoek' }).click()
    await page.getByRole('button', { name: /^Fatima/ }).click()
    await page.getByRole('button', { name: 'Toon' }).click()
    await page.getByText('Andere vormen').click()
    const files = page.waitForEvent('download')
    await page.getByRole('button', { name: 'FHIR AuditEvent' }).click()
    expect(JSON.parse(await readFile(await (await files).path(), 'utf8')).resourceType).toBe('Bundle')
    await picture(window, 'log-exports')
    await page.getByLabel('Gelijke regels van één dag samen').check()
    const folded = page.getByRole('row').filter({ hasText: 'Bewaarplaatsen van ijkpunten bekeken' })
    await folded.getByRole('button', { name: /keer die dag/ }).waitFor()
    expect(await folded.count()).toBe(1)
    await folded.getByRole('button', { name: /keer die dag/ }).click()
    await picture(window, 'log-folded')
    expect(await folded.count()).toBeGreaterThan(1)
    await page.getByLabel('Gelijke regels van één dag samen').uncheck()
    const row = page.getByRole('row').filter({ hasText: 'Bewaarplaats voor ijkpunten toegevoegd' })
    await row.getByText('Meer').click()
    const proofs = page.waitForEvent('download')
    await row.getByRole('button', { name: 'Download met bewijs' }).click()
    const text = await readFile(await (await proofs).path(), 'utf8')
    const [, place = '', salt = '', hashes = '', told = ''] = /^p (\d+) (\S+) (\S+) (.*)$/m.exec(text) ?? []
    expect(JSON.parse(told)).toMatchObject({ event: 'log.witness-add', outcome: 'success' })
    const { size, root } = readCheckpoint(readNote(text.slice(text.indexOf('\nhoede/') + 1)).text)
    const proof = hashes.split(',').map((hash) => Buffer.from(hash, 'base64'))
    expect(isIncluded(rowHash(Buffer.from(salt, 'base64'), told), Number(place), size, proof, root)).toBe(true)
  })

  it('is asked by more conditions, and a question is kept, shared, asked again and removed', async () => {
    const nurse = await hoede.as('sanne')
    await nurse.get(`/api/clients/${clients.vanPutten}`)
    const window = await browser.open('/autorisatie/logging')
    await browser.signIn(window, await withCredentials(hoede, 'fatima'))
    const { page } = window
    await page.getByText('Meer voorwaarden').click()
    await page.getByLabel('In zorg bij').selectOption({ label: 'Berkenhof › Berkenhof 2' })
    await page.getByLabel('Op grond van').selectOption('own-teams')
    await page.getByRole('button', { name: 'Toon' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Dossier geopend' }).filter({ hasText: 'van Putten' })
    await row.waitFor()
    await picture(window, 'log-conditions')
    await page.getByRole('button', { name: 'Bewaar deze vraag' }).click()
    const dialog = page.getByRole('dialog', { name: 'Vraag bewaren' })
    await dialog.getByRole('button', { name: 'Bewaar', exact: true }).click()
    await dialog.getByText('Vul een naam in.').waitFor()
    await dialog.getByLabel('Naam').fill('Berkenhof 2, eigen teams')
    await dialog.getByLabel('Deel met iedereen').check()
    await picture(window, 'log-keep-question')
    await dialog.getByRole('button', { name: 'Bewaar', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })

    await page.goto(`${window.address}/autorisatie/logging`)
    await page.getByText('1 bewaarde vraag').click()
    await hasNoBarriers(window, 'kept questions')
    await picture(window, 'log-kept-questions')
    await page.getByRole('link', { name: 'Berkenhof 2, eigen teams' }).click()
    await row.waitFor()
    expect(new URL(page.url()).searchParams.get('grond')).toBe('own-teams')
    await row.getByText('Meer').click()
    await row.getByRole('link', { name: 'Alles wat met deze rol gebeurde' }).click()
    await page.getByRole('heading', { name: 'Wat er met één gegeven rol gebeurde' }).waitFor()
    await page.getByRole('button', { name: 'Verwijder: Berkenhof 2, eigen teams' }).click()
    await page.getByRole('dialog', { name: 'Vraag verwijderen' }).getByRole('button', { name: 'Verwijder' }).click()
    await page.getByText('1 bewaarde vraag').waitFor({ state: 'hidden' })
  })
})
