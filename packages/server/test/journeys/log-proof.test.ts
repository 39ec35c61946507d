import { readFile } from 'node:fs/promises'
import { isIncluded, readCheckpoint, readNote, rowHash } from '@hoede/verify'
import { describe, expect, it } from 'vitest'
import { sendCheckpoints } from '../../src/capabilities/log-proof/send-checkpoints.ts'
import { createOutbound } from '../../src/platform/http/outbound.ts'
import { createLogger } from '../../src/platform/log/logger.ts'
import { startTestHoede } from '../support/hoede.ts'
import { clients } from '../support/organisation.ts'
import { sealerOf } from '../support/sealing.ts'
import { startSshd } from '../support/sshd.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('the proof of the log', async () => {
  const hoede = await startTestHoede({ web: true })
  const environment = hoede.environment()
  const browser = await openBrowser(hoede)
  const seal = sealerOf(hoede)
  const server = await startSshd()
  const sending = {
    sealing: hoede.sealing,
    environments: hoede.environments,
    outbound: createOutbound(),
    dispatcher: { wake: () => undefined },
    logger: createLogger('silent'),
  }

  it('is looked at, kept elsewhere, and downloaded for a single row', async () => {
    await seal()
    const window = await browser.openAs('fatima', '/autorisatie/logging/bewijs')
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
    await dialog.getByLabel('Soort').selectOption('objectstore')
    await dialog.getByLabel('Adres').fill('https://s3.voorbeeld.example/bucket')
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    await dialog.getByText('Vul een naam in.').waitFor()
    await picture(window, 'log-witness-store')
    await dialog.getByLabel('Soort').selectOption('mail')
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

  it('is kept in a folder of a server, which is known by its key and knows ours', async () => {
    const window = await browser.openAs('fatima', '/autorisatie/logging/bewijs')
    const { page } = window
    await page.getByRole('button', { name: 'Bewaarplaats toevoegen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bewaarplaats toevoegen' })
    await dialog.getByLabel('Soort').selectOption('sftp')
    await dialog.getByLabel('Naam').fill('Archiefserver')
    await dialog.getByLabel('Adres').fill(`sftp://${server.user}@localhost:${server.port}${server.folder}`)
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    await dialog.getByText('Vul de sleutel van de server in.').waitFor()
    await dialog.getByLabel('Sleutel van de server').fill(server.hostKey)
    await picture(window, 'log-witness-sftp')
    await dialog.getByRole('button', { name: 'Voeg toe' }).click()
    const folder = page.getByRole('listitem').filter({ hasText: 'Archiefserver' })
    await folder.getByText('nog niets aangekomen').waitFor()
    const shown = (await folder.getByText(/^ssh-ed25519 /).textContent()) ?? ''
    await hasNoBarriers(window, 'a place by SFTP')
    await picture(window, 'log-witness-key')
    await server.allow(shown)
    await sendCheckpoints(sending, { ...environment, customerName: 'Zorggroep Linde' })
    await page.reload()
    await folder.getByText(/kreeg het ijkpunt van/).waitFor()
    expect(await folder.getByText(/^ssh-ed25519 /).count()).toBe(0)
  })

  it('is asked by more conditions, and a question is kept, shared, asked again and removed', async () => {
    const nurse = await hoede.as('sanne')
    await nurse.get(`/api/clients/${clients.vanPutten}`)
    const window = await browser.openAs('fatima', '/autorisatie/logging')
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

  it('is drawn as the day of a client and of an employee', async () => {
    const nurse = await hoede.as('sanne')
    await nurse.get(`/api/clients/${clients.vanPutten}`)
    await (await hoede.as('joris')).get(`/api/clients/${clients.vanPutten}`)
    const window = await browser.openAs('fatima', `/autorisatie/logging?client=${clients.vanPutten}`)
    const { page } = window
    await page.getByRole('link', { name: 'Tijdlijn' }).click()
    const lanes = page.getByRole('list').filter({ hasText: 'verzorgende IG' })
    await lanes.getByText('Sanne de Wit').waitFor()
    await lanes.getByText('Joris Meijer').waitFor()
    await page.getByText('geweigerd of mislukt').waitFor()
    await hasNoBarriers(window, 'the timeline')
    await picture(window, 'log-timeline')
    await page.getByRole('button', { name: 'Dag eerder' }).click()
    await page.getByText('Deze dag gebeurde er niets').waitFor()
    await page.getByLabel('Dag', { exact: true }).fill('vandaag')
    await page.getByRole('button', { name: 'Toon' }).click()
    await lanes.getByText('Sanne de Wit').waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await hasNoBarriers(window, 'the timeline on a telephone')
  })
})
