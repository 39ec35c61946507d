import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../support/hoede.ts'
import { withToken } from '../support/scim.ts'
import { hasNoBarriers, openBrowser, type Window } from './browser.ts'
import { withCredentials } from './people.ts'
import { picture } from './pictures.ts'

describe('connecting a directory', async () => {
  const hoede = await startTestHoede({ web: true })
  const browser = await openBrowser(hoede)
  const database = await hoede.database()

  async function look(window: Window, name: string): Promise<void> {
    await hasNoBarriers(window, name)
    await picture(window, name)
  }

  it('makes a key, gets people and a group, and lets the group bring a role', async () => {
    const karin = await withCredentials(hoede, 'karin')
    const window = await browser.open('/autorisatie/koppeling')
    const { page } = window
    await browser.signIn(window, karin)
    await page.getByText('Er heeft zich nog geen gebruikersbeheer gemeld.').waitFor()
    await look(window, 'connection-empty')
    await page.getByRole('button', { name: 'Maak een sleutel' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Naam').fill('Entra ID')
    await dialog.getByRole('button', { name: 'Maak sleutel' }).click()
    const secret = (await dialog.getByText(/^[\w-]{43}$/).textContent()) ?? ''
    await look(window, 'connection-secret')
    await dialog.getByRole('button', { name: 'Ik heb hem overgenomen' }).click()

    const entra = withToken(hoede, secret, '')
    const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
    const user = await entra.post('/Users', {
      userName: 'noor.de.groot@linde.example',
      name: { givenName: 'Noor', familyName: 'de Groot' },
      title: 'Nurse',
      [department]: { department: 'Zuidvleugel' },
    })
    await entra.post('/Groups', { displayName: 'Flexpool', members: [{ value: user.body.id }] })
    await page.reload()
    await page.getByText('Laatst iets gehoord').waitFor()
    await page.getByText('Zuidvleugel').waitFor()
    await page.getByRole('button', { name: 'Voeg een titel toe' }).click()
    await page.getByLabel('Titel in je gebruikersbeheer').fill('Nurse')
    await page.getByLabel('Functie in Hoede').fill('verpleegkundige niveau 4')
    await look(window, 'connection')
    await page.getByRole('button', { name: 'Bewaar vertaling' }).click()
    await page.getByText('De vertaling is bewaard.').waitFor()

    await page.getByRole('link', { name: 'Groepen' }).click()
    await page.getByRole('link', { name: 'Flexpool' }).click()
    await page.getByRole('button', { name: 'Voeg een rol toe' }).click()
    await dialog.getByLabel('Rol', { exact: true }).selectOption({ label: 'Verzorgende' })
    await dialog.getByLabel('Bereik').selectOption('roster')
    await dialog.getByText('1 medewerker krijgt deze rol meteen.').waitFor()
    await look(window, 'group-add')
    await dialog.getByRole('button', { name: 'Maak de regel' }).click()
    await page.getByText('De regel werkt.').waitFor()
    await page.getByText('1 medewerker heeft haar zo').waitFor()
    await look(window, 'group')
    await page.getByRole('link', { name: 'Alle groepen' }).click()
    await page.getByText('1 medewerker heeft haar zo').waitFor()
    await look(window, 'groups')

    await page.getByRole('link', { name: 'Functies' }).click()
    await page.getByText('verzorgende IG').first().waitFor()
    await look(window, 'functions')

    const { rows } = await database.query('select scope, source from access_grant where person_id = $1', [user.body.id])
    expect(rows).toEqual([{ scope: 'roster', source: 'group' }])
    await page.getByRole('link', { name: 'Groepen' }).click()
    await page.getByRole('button', { name: /^Beëindig: Verzorgende/ }).click()
    await dialog.getByText('1 medewerker verliest deze rol meteen.').waitFor()
    await look(window, 'rule-end')
    await dialog.getByRole('button', { name: 'Beëindig' }).click()
    await page.getByText('De regel is beëindigd.').waitFor()
  })

  it('reads a file of people in, after a look at what it does', async () => {
    const karin = await withCredentials(hoede, 'karin')
    await database.query('update factor set last_step = 0')
    const window = await browser.open('/autorisatie/koppeling/bestand')
    const { page } = window
    await browser.signIn(window, karin)
    const choose = (lines: string[]) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'medewerkers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(['gebruikersnaam;voornaam;achternaam;functie;team', ...lines].join('\r\n')),
      })
    await page.getByRole('heading', { name: 'Medewerkers uit een bestand' }).waitFor()
    await choose(['fee.nieuw;Fee;Nieuw;helpende;Nergens'])
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await page.getByText('Er is geen open locatie of team met de naam «Nergens».').waitFor()
    await look(window, 'sync-wrong')
    await choose(['fee.nieuw;Fee;Nieuw;helpende;', 'karin;Karin;Bakker;applicatiebeheerder;'])
    await page.getByLabel('Wie niet in het bestand staat, gaat uit dienst').check()
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await page.getByText(/meer dan de instelling zonder vraag toelaat/).waitFor()
    expect(await page.getByRole('button', { name: 'Voer door' }).isDisabled()).toBe(true)
    await look(window, 'sync-many')
    await page.getByLabel('Wie niet in het bestand staat, gaat uit dienst').uncheck()
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await page.getByRole('row').filter({ hasText: 'Fee Nieuw' }).waitFor()
    await look(window, 'sync')
    await page.getByRole('button', { name: 'Voer door' }).click()
    await page.getByText('De medewerkers zijn bijgewerkt.').waitFor()
    await look(window, 'sync-done')
    await page.getByRole('link', { name: 'Medewerkers' }).click()
    await page.getByRole('link', { name: 'Fee Nieuw' }).waitFor()
  })
})
