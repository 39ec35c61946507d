import type { EmergencyFound, OwnEmergencies } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { BeginForm } from './begin-form.tsx'
import classes from './emergency.module.css'
import { FindClient } from './find-client.tsx'
import { useOwnEmergencies } from './queries.ts'

/** To whom or what emergency access is asked. */
export type Wanted = { client: EmergencyFound } | { unit: { id: string; name: string } }

/** A client needs care now and the record is closed to you: who it is, why, and what happens when you open it. */
export default function EmergencyPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const own = useOwnEmergencies(may('emergency:use'))
  if (!may('emergency:use')) {
    return (
      <Page title={t`Noodtoegang`}>
        <Empty title={t`Jouw rol heeft geen noodtoegang`}>
          <Trans>Bel het team van de cliënt, of de dienstdoende teamleider.</Trans>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t`Noodtoegang`} narrow>
      <Answer query={own}>{(answer) => <Asking terms={answer.terms} />}</Answer>
    </Page>
  )
}

function Asking({ terms }: { terms: OwnEmergencies['terms'] }) {
  const { t } = useLingui()
  const [wanted, setWanted] = useState<Wanted>()
  const { minutes } = terms
  if (terms.left === 0) {
    return (
      <Empty title={t`Je hebt noodtoegang vandaag te vaak gebruikt`}>
        <Trans>Bel je teamleider. Die kan je gewoon toegang geven, of je applicatiebeheerder kan dat.</Trans>
      </Empty>
    )
  }
  return (
    <>
      <Note kind="look">
        <p>
          <Trans>Alleen als een cliënt nu zorg nodig heeft en jij niet bij het dossier kunt.</Trans>
        </p>
        <ul className={classes.rules}>
          <li>
            <Trans>Je kunt lezen en rapporteren, voor hoogstens {minutes} minuten. Het stopt vanzelf.</Trans>
          </li>
          <li>
            <Trans>De teamleider en de functionaris gegevensbescherming krijgen meteen bericht.</Trans>
          </li>
          <li>
            <Trans>Alles wat je doet staat in de logging. Iemand beoordeelt elke keer achteraf.</Trans>
          </li>
        </ul>
      </Note>
      <div className={classes.note} />
      <Section title={<Trans>1. Om wie gaat het?</Trans>}>
        <FindClient units={terms.units} wanted={wanted} onWanted={setWanted} />
      </Section>
      {wanted && !('client' in wanted && wanted.client.reachable) && (
        <Section title={<Trans>2. Waarom?</Trans>}>
          <BeginForm key={'client' in wanted ? wanted.client.id : wanted.unit.id} wanted={wanted} most={minutes} />
        </Section>
      )}
    </>
  )
}
