import type { PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useParams } from 'react-router'
import { momentInWords } from '../../ui/formats/dates.ts'
import { DialogSubject } from '../../ui/parts/dialog.tsx'
import { Facts } from '../../ui/parts/facts.tsx'
import { CheckIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { placeOfQuestion } from '../explanation/question.ts'
import { GrantsSection } from '../grants/grants-section.tsx'
import classes from '../parts/parts.module.css'
import { usePerson } from '../queries.ts'
import { IdentitiesSection } from './identities.tsx'
import { MembershipsSection } from './memberships.tsx'
import { Employment } from './people-page.tsx'
import { PersonActions } from './person-actions.tsx'
import { Starting } from './starting.tsx'

/** One employee: who it is, what roles they have and had, in which teams they work. */
export default function PersonPage() {
  const { personId = '' } = useParams()
  const person = usePerson(personId)
  const { t } = useLingui()
  if (!person.data) {
    return (
      <Page title={t`Medewerker`}>
        <Answer query={person}>{() => null}</Answer>
      </Page>
    )
  }
  return <PersonScreen key={personId} person={person.data} />
}

function PersonScreen({ person }: { person: PersonDetail }) {
  const { t } = useLingui()
  const { me, may } = useSignedIn()
  const isSelf = me.person.id === person.id
  const hasLeft = person.employedUntil !== null && Date.parse(person.employedUntil) <= Date.now()
  const teams = person.teams.map((team) => team.name).join(', ')
  return (
    <DialogSubject value={`${person.name} · ${person.function}`}>
      <Page title={person.name}>
        <p className={classes.lead}>
          {[person.function, teams].filter(Boolean).join(' · ')}
          {' · '}
          <Employment person={person} />
        </p>
        {isSelf && (
          <Note kind="info">
            <Trans>Dit ben je zelf. Je eigen rollen en teams kan alleen een collega wijzigen.</Trans>
          </Note>
        )}
        {hasLeft && (
          <p className={`${classes.links} ${classes.gapBelow}`}>
            <Link className={classes.link} to={`/medewerkers/${person.id}/verklaring`}>
              <Trans>Verklaring van uit dienst gaan</Trans>
            </Link>
          </p>
        )}
        {may('people:manage') && may('access:read') && <Starting person={person} />}
        {may('access:read') && <GrantsSection person={person} mayGrant={may('access:grant') && !isSelf} />}
        {may('access:read') && (
          <p className={`${classes.links} ${classes.gapBelow}`}>
            <Link className={classes.link} to={placeOfQuestion('waarom', { person: person.id })}>
              <Trans>Waarom kan {person.givenName} een dossier openen, of juist niet?</Trans>
            </Link>
          </p>
        )}
        {may('log:read') && (
          <p className={`${classes.links} ${classes.gapBelow}`}>
            <Link className={classes.link} to={`/logging?medewerker=${person.id}`}>
              <Trans>Wat deed {person.givenName}?</Trans>
            </Link>
          </p>
        )}
        <MembershipsSection person={person} mayChange={may('people:manage') && !isSelf} />
        <Section title={t`Gegevens`} action={may('people:manage') && <PersonActions person={person} isSelf={isSelf} />}>
          <Facts
            facts={[
              { name: t`Gebruikersnaam`, value: person.userName },
              { name: t`Functie`, value: person.function },
              { name: t`E-mail`, value: person.email },
              { name: t`Telefoon`, value: person.phone },
              { name: t`Tweede stap`, value: <SecondFactor ready={person.secondFactor} /> },
              {
                name: t`Laatst aangemeld`,
                value: person.lastSignInAt ? momentInWords(person.lastSignInAt) : t`nog nooit`,
              },
              ...(person.invitationUntil
                ? [{ name: t`Uitnodiging`, value: t`werkt tot ${momentInWords(person.invitationUntil)}` }]
                : []),
            ]}
          />
        </Section>
        <IdentitiesSection person={person} mayChange={may('people:manage') && !isSelf} />
      </Page>
    </DialogSubject>
  )
}

function SecondFactor({ ready }: { ready: boolean }) {
  return ready ? (
    <span className={classes.state} data-kind="done">
      <CheckIcon size={18} />
      <Trans>ingesteld</Trans>
    </span>
  ) : (
    <span className={classes.state} data-kind="look">
      <WarningIcon size={18} />
      <Trans>nog niet ingesteld</Trans>
    </span>
  )
}
