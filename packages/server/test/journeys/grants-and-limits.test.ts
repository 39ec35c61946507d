import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { clients, people, units } from '../support/organisation.ts'
import { hasNoBarriers, openBrowser } from './browser.ts'
import { picture } from './pictures.ts'

describe('grants, limits and the roster', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()
  const signIn = (path: string, name: 'karin' | 'peter' | 'anna') => browser.openAs(name, path)

  it('Karin gives a flex worker two reaches at once; a sentence reads back what that means', async () => {
    const window = await signIn(`/autorisatie/medewerkers/${people.anna}`, 'karin')
    const { page } = window
    await page.getByRole('button', { name: 'Geef rol' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Rol', { exact: true }).selectOption({ label: 'Verzorgende' })
    await dialog.getByLabel('Bereik').selectOption('roster')
    await dialog.getByLabel('Minuten vóór de dienst').fill('30')
    await dialog.getByLabel('Minuten na de dienst').fill('90')
    await dialog.getByLabel('Alleen binnen').selectOption({ label: 'Berkenhof' })
    await dialog.getByText('Behalve…').click()
    await dialog.getByLabel('Niet voor deze locatie of dit team').selectOption({ label: 'Berkenhof 1' })
    await dialog.getByRole('button', { name: 'Neem weer mee: Berkenhof 1' }).waitFor()
    await dialog
      .getByText(
        'de cliënten waar dienst is, van 30 minuten vóór tot 1½ uur na de dienst, alleen binnen Berkenhof, behalve Berkenhof 1',
      )
      .waitFor()
    await dialog.getByRole('button', { name: 'Nog een bereik erbij' }).click()
    await dialog.getByLabel('Bereik', { exact: true }).nth(1).selectOption('client')
    await dialog.getByRole('button', { name: 'Geef rol' }).click()
    await dialog.getByText('Vul het cliëntnummer in.').waitFor()
    await dialog.getByLabel('Cliëntnummer').fill('100004')
    await dialog.getByLabel(/^zondag/).check()
    await hasNoBarriers(window, 'give a role')
    await picture(window, 'give-grant')
    await dialog.getByRole('button', { name: 'Geef rol' }).click()
    await page.getByText('De rol is gegeven en werkt meteen.').waitFor()
    await page.getByText('van 30 minuten vóór tot 1½ uur na de dienst').waitFor()
    await page.getByText('cliënt 100004').waitFor()
    await page.getByRole('link', { name: 'samen met andere' }).first().waitFor()
    await picture(window, 'person')
    await page.getByRole('link', { name: 'samen met andere' }).first().click()
    await page.getByRole('heading', { name: 'Samen gegeven rollen' }).waitFor()
    await page.getByRole('button', { name: 'Trek alles in…' }).click()
    // Nothing is left of what Anna could open: that asks a second look.
    await page.getByLabel('Ik heb dit nagekeken en het klopt').check()
    await page.getByRole('button', { name: 'Beëindig 2 rollen' }).click()
    await page.getByText('Klaar: 2 rollen beëindigd.').waitFor()
    const { rows } = await database.query(
      'select count(*)::int as n from access_grant where person_id = $1 and withdrawn_at is null',
      [people.anna],
    )
    expect(rows[0].n).toBe(0)
  })

  it('she gives everybody in a location a role, after looking what that does', async () => {
    const window = await signIn('/autorisatie/medewerkers/samen', 'karin')
    const { page } = window
    await page.getByRole('button', { name: 'Bekijk wat dit doet' }).click()
    await page.getByText('Kies medewerkers, een locatie of team, of een functie.').waitFor()
    await page.getByLabel('Of kies medewerkers op naam').fill('joris')
    await page.getByRole('button', { name: 'Kies Joris Meijer' }).click()
    await page.getByLabel('Of kies medewerkers op naam').fill('karin')
    await page.getByRole('button', { name: 'Kies Karin Bakker' }).click()
    await page.getByLabel('Of kies medewerkers op naam').fill('sanne')
    await page.getByRole('button', { name: 'Kies Sanne de Wit' }).click()
    await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Verzorgende' })
    await page.getByLabel('Bereik').selectOption('unit')
    await page.getByLabel('Locatie of team').selectOption({ label: 'Berkenhof' })
    await page.getByLabel(/^zondag/).check()
    await page.getByText('ieder van hen is Verzorgende voor alle cliënten van Berkenhof').waitFor()
    await page.getByRole('button', { name: 'Bekijk wat dit doet' }).click()
    await page.getByText('Je kunt jezelf geen rol geven.').waitFor()
    // Karin reads no records: numbers only; 100005 left care a short while ago.
    const effects = page.getByRole('listitem').filter({ hasText: 'dossier' })
    await effects
      .filter({ hasText: 'Joris Meijer' })
      .getByText(/4 dossiers bij openen: 100001, 100002, 100003, 100005/)
      .waitFor()
    await effects
      .filter({ hasText: 'Sanne de Wit' })
      .getByText(/1 dossier bij openen: 100003/)
      .waitFor()
    await page.getByText('Voor 2 van de 2 medewerkers verandert').waitFor()
    await hasNoBarriers(window, 'bulk')
    await picture(window, 'bulk')
    await page.getByRole('button', { name: 'Geef aan 2 medewerkers' }).click()
    await page.getByText('Klaar: 2 keer ‘Verzorgende’ gegeven').waitFor()
    await page.getByRole('link', { name: 'Bekijk het geheel' }).click()
    await page.getByText('Karin Bakker gaf deze 2 rollen in één keer').waitFor()
    await hasNoBarriers(window, 'batch')
    await picture(window, 'batch')

    // Ending it takes all records from Joris but his own team's; from nobody everything.
    await page.getByRole('button', { name: 'Trek alles in…' }).click()
    await effects
      .filter({ hasText: 'Joris Meijer' })
      .getByText(/4 dossiers niet meer openen/)
      .waitFor()
    await page.goto(`${window.address}/autorisatie/medewerkers/samen`)
    await page.getByText('Beëindig een rol').click()
    await page.getByLabel('Of kies medewerkers op naam').fill('maaike')
    await page.getByRole('button', { name: 'Kies Maaike Postma' }).click()
    await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Behandelaar' })
    await page.getByRole('button', { name: 'Bekijk wat dit doet' }).click()
    await page.getByText('iemand kan hierna geen enkel dossier meer openen').waitFor()
    await page.getByRole('button', { name: 'Beëindig 1 rol' }).click()
    await page.getByText('Kijk dit eerst na.').waitFor()
    await hasNoBarriers(window, 'a second look at a bulk change')
    await picture(window, 'bulk-second-look')
    const open = 'select count(*)::int as n from access_grant where person_id = $1 and withdrawn_at is null'
    expect((await database.query(open, [people.maaike])).rows[0].n).toBe(1)
    await page.getByLabel('Ik heb dit nagekeken en het klopt').check()
    await page.getByRole('button', { name: 'Beëindig 1 rol' }).click()
    await page.getByText('Klaar: 1 rollen beëindigd.').waitFor()
    expect((await database.query(open, [people.maaike])).rows[0].n).toBe(0)
  })

  it('closes a record by client number; a named person sees that it is a closed one', async () => {
    const window = await signIn('/autorisatie/clienten', 'karin')
    const { page } = window
    await page.getByLabel('Cliëntnummer').fill('999999')
    await page.getByRole('button', { name: 'Zoek' }).click()
    await page.getByText('Er is geen cliënt met dit nummer binnen jouw bereik.').waitFor()
    await page.getByLabel('Cliëntnummer').fill('100001')
    await page.getByRole('button', { name: 'Zoek' }).click()
    await page.getByText('Je ziet hier het nummer, niet wie het is.').waitFor()
    expect(await page.getByText('Putten').count()).toBe(0)
    await page.getByRole('button', { name: 'Sluit dossier af' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Waarom').selectOption('known-person')
    await dialog.getByLabel('Toelichting (mag leeg)').fill('Oud-burgemeester')
    await dialog.getByLabel('Wie komen er nog in?').fill('peter')
    await dialog.getByRole('button', { name: 'Kies Peter Smit' }).click()
    await hasNoBarriers(window, 'close a record')
    await picture(window, 'close-record')
    await dialog.getByRole('button', { name: 'Sluit dossier af' }).click()
    await page.getByText('Het dossier is afgesloten.').waitFor()
    await page.getByText('bekende persoon').waitFor()

    await page.getByRole('button', { name: 'Leg bezwaar vast' }).click()
    await page.getByLabel('Tegen welke medewerker?').fill('joris')
    await page.getByRole('button', { name: 'Kies Joris Meijer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leg bezwaar vast' }).click()
    await page.getByText('Het bezwaar is vastgelegd.').waitFor()
    await page.getByRole('button', { name: 'Sluit een deel af' }).click()
    await page.getByLabel('Deel van het dossier').selectOption('measurements')
    await page.getByRole('checkbox', { name: 'verpleegkundige' }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Sluit af' }).click()
    await page.getByText('Dit deel is afgesloten.').waitFor()
    for (const name of ['sanne', 'peter']) {
      await page.getByRole('button', { name: 'Begin een zorgrelatie' }).click()
      await page.getByLabel('Soort zorgrelatie').selectOption('first-responsible')
      await page.getByRole('dialog').getByRole('searchbox').fill(name)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Kies / })
        .first()
        .click()
      if (name === 'peter') {
        await page.getByText('Een cliënt heeft er één tegelijk.').waitFor()
        await page.getByLabel('Neem het over vanaf de begindag hieronder').check()
        await picture(window, 'relation')
      }
      await page.getByRole('dialog').getByRole('button', { name: 'Leg vast' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await hasNoBarriers(window, 'client')
    await picture(window, 'client')

    const peter = await signIn(`/clienten/${clients.vanPutten}`, 'peter')
    await peter.page.getByText('Afgesloten dossier').waitFor()
    await picture(peter, 'closed-record')
  })

  it('puts somebody on the roster, takes them off, and reads a file in', async () => {
    const window = await signIn('/autorisatie/rooster', 'karin')
    const { page } = window
    await page.getByText('In deze week staan hier geen diensten').waitFor()
    await page.getByRole('button', { name: 'Voer dienst in' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox').fill('anna')
    await dialog.getByRole('button', { name: 'Kies Anna Visser' }).click()
    await dialog.getByLabel('Locatie of team').selectOption(units.berkenhof2)
    await dialog.getByLabel('Begin').fill('23:00')
    await dialog.getByLabel('Einde').fill('7:15')
    await hasNoBarriers(window, 'new shift')
    await dialog.getByRole('button', { name: 'Bewaar dienst' }).click()
    await page.getByText('De dienst staat op het rooster.').waitFor()
    await page.getByText('23:00–07:15').waitFor()
    await hasNoBarriers(window, 'roster')
    await picture(window, 'roster')
    await page.getByRole('button', { name: 'Laat vervallen: dienst van Anna Visser' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Laat vervallen' }).click()
    await page.getByText('De dienst is vervallen.').waitFor()

    await page.getByRole('link', { name: 'Lees bestand in' }).click()
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const file = (unit: string) => ({
      name: 'rooster.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `external_id;user_name;unit;starts;ends\np-1;anna;${unit};${tomorrow} 07:00;${tomorrow} 15:30\np-2;sanne;Berkenhof 2;${tomorrow} 07:00;${tomorrow} 15:30\n`,
      ),
    })
    await page.getByLabel('Bestand').setInputFiles(file('Nergens'))
    await page.getByText('Er is geen locatie of team ‘Nergens’.').waitFor()
    expect(await page.getByRole('button', { name: 'Lees 1 dienst in' }).isDisabled()).toBe(true)
    await picture(window, 'roster-file')
    await page.getByLabel('Bestand').setInputFiles(file('Berkenhof 1'))
    await page.getByRole('button', { name: 'Lees 2 diensten in' }).click()
    await page.getByText('Ingelezen: 2 nieuw').waitFor()
    await hasNoBarriers(window, 'roster file')
  })
})
