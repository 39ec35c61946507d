import type { LogWitness } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { number } from '../../../ui/formats/numbers.ts'
import { DownloadButton } from '../../../ui/parts/download-button.tsx'
import { CheckIcon, PlusIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import { CopyRow } from '../../parts/copy-row.tsx'
import parts from '../../parts/parts.module.css'
import { AddWitness } from './add-witness.tsx'
import { useFrequencies } from './frequencies.ts'
import { useWitnesses, witnessesKey } from './queries.ts'

/** Who keeps the checkpoints outside of this database, and what arrived there. */
export function Witnesses() {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const witnesses = useWitnesses()
  return (
    <Section
      title={t`Wie de ijkpunten bewaart`}
      action={
        <Button size="sm" leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
          <Trans>Bewaarplaats toevoegen</Trans>
        </Button>
      }
    >
      <Answer query={witnesses}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Nog niemand bewaart de ijkpunten`}>
              <Trans>
                Zolang niemand buiten deze database een ijkpunt bewaart, kan iemand die de hele database én de sleutel
                in handen heeft, de logging opnieuw maken. Voeg een bewaarplaats toe waar de leverancier niet bij kan.
              </Trans>
            </Empty>
          ) : (
            <ul className={parts.items}>
              {items.map((witness) => (
                <Witness key={witness.id} witness={witness} />
              ))}
            </ul>
          )
        }
      </Answer>
      {adding && <AddWitness onClose={() => setAdding(false)} />}
    </Section>
  )
}

function Witness({ witness }: { witness: LogWitness }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { id, name, address, kind, active, version, everyMinutes, sentSize, sentAt, cosigned, failure } = witness
  const kinds = {
    witness: t`getuige die meetekent`,
    webhook: t`archief (web hook)`,
    mail: t`mail`,
    objectstore: t`opslag met slot`,
    sftp: t`map op een server (SFTP)`,
  }
  const often = useFrequencies()
  const change = useMutation({
    mutationFn: () => post<LogWitness>(`/log/witnesses/${id}`, { version, active: !active }),
    onSettled: () => queries.invalidateQueries({ queryKey: witnessesKey }),
  })
  return (
    <li>
      <div>
        <p className={parts.itemName}>{name}</p>
        <p className={`${parts.soft} ${parts.wraps}`}>
          {kinds[kind]} · {address} ·{' '}
          {often[everyMinutes] ?? (
            <Plural value={everyMinutes} one="hoogstens elke minuut" other="hoogstens elke # minuten" />
          )}
        </p>
        <p className={parts.state} data-kind={!active ? 'soft' : failure || sentSize === null ? 'look' : 'done'}>
          {active && (failure || sentSize === null ? <WarningIcon size={18} /> : <CheckIcon size={18} />)}
          <span>
            {!active && <Trans>uitgezet · </Trans>}
            {sentSize === null || sentAt === null ? (
              <Trans>nog niets aangekomen</Trans>
            ) : cosigned ? (
              <Trans>
                tekende mee bij {number(sentSize)} regels, {momentInWords(sentAt)}
              </Trans>
            ) : (
              <Trans>
                kreeg het ijkpunt van {number(sentSize)} regels, {momentInWords(sentAt)}
              </Trans>
            )}
          </span>
        </p>
        {active && failure && <Failure failure={failure} />}
        {active && witness.publicKey && (sentSize === null || failure === 'refused') && (
          <ul className={parts.items}>
            <CopyRow
              name={t`Sleutel van Hoede`}
              value={witness.publicKey}
              hint={t`Zet deze regel op de server in .ssh/authorized_keys van de gebruiker uit het adres. Geef die gebruiker alleen SFTP.`}
            />
          </ul>
        )}
        {change.error && <ProblemNote problem={asProblem(change.error)} />}
        {sentSize !== null && (
          <DownloadButton path={`/log/witnesses/${id}/checkpoint`} fileName={`ijkpunt-${sentSize}.txt`}>
            <Trans>Download dit ijkpunt</Trans>
          </DownloadButton>
        )}
      </div>
      <Button
        size="sm"
        variant="default"
        aria-label={active ? t`Zet uit: ${name}` : t`Zet aan: ${name}`}
        loading={change.isPending}
        onClick={() => change.mutate()}
      >
        {active ? <Trans>Zet uit</Trans> : <Trans>Zet aan</Trans>}
      </Button>
    </li>
  )
}

/** Why the newest checkpoint did not arrive, and what to do about it. */
function Failure({ failure }: { failure: NonNullable<LogWitness['failure']> }) {
  const { t } = useLingui()
  const words = {
    unreachable: t`Het adres was niet te bereiken. Hoede probeert het vanzelf opnieuw.`,
    refused: t`De ontvanger nam het ijkpunt niet aan. Hoede probeert het vanzelf opnieuw.`,
    'unknown-log': t`De getuige kent deze logging niet. Geef de getuige de sleutel van deze logging.`,
    'wrong-signature': t`De handtekening van de getuige klopt niet met de sleutel die hier staat.`,
    'not-locked': t`De opslag bewaart het ijkpunt, maar niet op slot. Zet Object Lock aan voor deze bucket.`,
    'other-key': t`De server toont een andere sleutel dan hier staat, en kreeg daarom niets. Vraag de beheerder of de server een nieuwe sleutel heeft. Zo ja: zet deze bewaarplaats uit en voeg hem opnieuw toe. Zo nee: bel je beveiligingsfunctionaris.`,
    'no-gateway': t`Er is geen mailserver ingesteld.`,
    'unexpected-answer': t`De ontvanger gaf een antwoord dat Hoede niet begrijpt.`,
    'other-history': t`De getuige bewaart een andere logging dan deze: er is iets gewijzigd of weggelaten. Bel meteen je beveiligingsfunctionaris en bewaar wat de getuige heeft.`,
  }
  return (
    <Note kind={failure === 'other-history' ? 'danger' : 'look'}>
      <p>{words[failure]}</p>
    </Note>
  )
}
