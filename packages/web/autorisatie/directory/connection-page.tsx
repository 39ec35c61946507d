import type { DirectoryOverview } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { momentInWords } from '../../ui/formats/dates.ts'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { CopyRow } from '../parts/copy-row.tsx'
import parts from '../parts/parts.module.css'
import classes from './directory.module.css'
import { MappingForm } from './mapping-form.tsx'
import { useDirectory } from './queries.ts'
import { Tokens } from './tokens.tsx'

/** What somebody needs to connect a directory, in the order of doing it. */
export default function ConnectionPage() {
  const { t } = useLingui()
  const overview = useDirectory()
  return (
    <Page title={t`Koppeling met je gebruikersbeheer`} narrow>
      <p className={parts.lead}>
        <Trans>
          Entra ID, Okta of HelloID kan medewerkers en groepen zelf in Hoede zetten (SCIM 2.0). Wie daar uit dienst
          gaat, heeft hier meteen geen toegang meer.
        </Trans>
      </p>
      <Answer query={overview}>{(data) => <Connection overview={data} />}</Answer>
    </Page>
  )
}

function Connection({ overview }: { overview: DirectoryOverview }) {
  const { t } = useLingui()
  return (
    <>
      <div className={classes.apart}>
        <Activity overview={overview} />
      </div>
      <Section title={t`1. Neem dit adres over`}>
        <ul className={parts.items}>
          <CopyRow
            name={t`Adres voor SCIM`}
            hint={t`Entra ID: Tenant URL. Okta: SCIM connector base URL. HelloID: Base URL.`}
            value={`${location.origin}/scim/v2`}
          />
        </ul>
        <WhereToFillIn />
      </Section>
      <Section title={t`2. Maak een sleutel`}>
        <Tokens tokens={overview.tokens} />
      </Section>
      <Section title={t`3. Zeg welke titel welke functie is`}>
        <MappingForm key={overview.mapping.version} mapping={overview.mapping} />
      </Section>
      {overview.unlinked.length > 0 && <Unlinked overview={overview} />}
    </>
  )
}

function Activity({ overview }: { overview: DirectoryOverview }) {
  if (!overview.lastUsedAt)
    return (
      <Note kind="info">
        <p>
          <Trans>Er heeft zich nog geen gebruikersbeheer gemeld.</Trans>
        </p>
      </Note>
    )
  return (
    <Note kind="done">
      <p>
        <Trans>
          Laatst iets gehoord: {momentInWords(overview.lastUsedAt)}. De koppeling kent{' '}
          <Plural value={overview.people} one="# medewerker" other="# medewerkers" /> en{' '}
          <Plural value={overview.groups} one="# groep" other="# groepen" />.
        </Trans>
      </p>
    </Note>
  )
}

function WhereToFillIn() {
  return (
    <details className={parts.folded}>
      <summary>
        <Trans>Waar vul ik dit in?</Trans>
      </summary>
      <ul>
        <li>
          <Trans>
            Entra ID: Enterprise applications, jouw app, Provisioning. Kies Automatic, plak adres en sleutel (Secret
            Token) en kies Test Connection.
          </Trans>
        </li>
        <li>
          <Trans>
            Okta: jouw app, Provisioning, SCIM Connection. Kies userName als unique identifier en HTTP Header als
            authentication mode.
          </Trans>
        </li>
        <li>
          <Trans>HelloID: Provisioning, Target systems, SCIM. Kies Bearer token.</Trans>
        </li>
      </ul>
    </details>
  )
}

function Unlinked({ overview }: { overview: DirectoryOverview }) {
  const { t } = useLingui()
  return (
    <Section title={t`Niet gekoppelde afdelingen`}>
      <p className={parts.lead}>
        <Trans>
          Een afdeling (department) met precies de naam van een locatie of team zet iemand daar in. Voor deze namen is
          er geen, of meer dan één. Deze medewerkers krijgen hun team van jou.
        </Trans>
      </p>
      <ul className={parts.items}>
        {overview.unlinked.map(({ department, people }) => (
          <li key={department}>
            <p className={parts.itemName}>{department}</p>
            <p className={parts.soft}>
              <Plural value={people} one="# medewerker" other="# medewerkers" />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
