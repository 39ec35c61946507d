import type { SiemTarget, SiemTry } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { CheckIcon, PlusIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import parts from '../parts/parts.module.css'
import { targetsKey, useTargets } from './queries.ts'
import { TargetForm } from './target-form.tsx'
import { useFailureWords } from './words.ts'

/** Where the rows of the log go on to: the security monitoring of the customer. */
export default function SiemPage() {
  const { t } = useLingui()
  const targets = useTargets()
  const [form, setForm] = useState<{ target: SiemTarget | undefined }>()
  return (
    <Page title={t`Logging doorgeven`}>
      <p className={parts.lead}>
        <Trans>
          Elke regel van de logging gaat binnen enkele tellen door naar de beveiligingsbewaking (SIEM) van je
          organisatie, versleuteld en in de volgorde waarin hij werd verzegeld. Is de ontvanger weg, dan wacht Hoede en
          stuurt daarna alles wat nog niet was bevestigd. In de regels staan nummers van medewerkers en cliënten; in een
          zoekvraag kan een naam staan. Inhoud van dossiers staat er nooit in.
        </Trans>
      </p>
      <Section
        title={t`Ontvangers`}
        action={
          <Button size="sm" leftSection={<PlusIcon size={18} />} onClick={() => setForm({ target: undefined })}>
            <Trans>Ontvanger toevoegen</Trans>
          </Button>
        }
      >
        <Answer query={targets}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t`Nog geen ontvanger`}>
                <Trans>Vraag je beveiligingsteam om het adres van de ontvanger voor syslog over TLS.</Trans>
              </Empty>
            ) : (
              <ul className={parts.items}>
                {items.map((target) => (
                  <Target key={target.id} target={target} onChange={() => setForm({ target })} />
                ))}
              </ul>
            )
          }
        </Answer>
        <div className={parts.buttons}>
          <Button size="sm" variant="default" loading={targets.isFetching} onClick={() => void targets.refetch()}>
            <Trans>Kijk opnieuw</Trans>
          </Button>
        </div>
      </Section>
      {form && <TargetForm target={form.target} onClose={() => setForm(undefined)} />}
    </Page>
  )
}

function Target({ target, onChange }: { target: SiemTarget; onChange: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const words = useFailureWords()
  const { id, name, host, port, format, active, version, failure } = target
  const formats = { 'syslog-json': t`syslog met JSON`, atna: t`syslog met DICOM-auditbericht` }
  const refresh = () => queries.invalidateQueries({ queryKey: targetsKey })
  const change = useMutation({
    mutationFn: () => post<SiemTarget>(`/siem/targets/${id}`, { version, active: !active }),
    onSettled: refresh,
  })
  const attempt = useMutation({ mutationFn: () => post<SiemTry>(`/siem/targets/${id}/try`), onSettled: refresh })
  const error = change.error ?? attempt.error
  return (
    <li>
      <div>
        <p className={parts.itemName}>{name}</p>
        <p className={`${parts.soft} ${parts.wraps}`}>
          {host}:{port} · {formats[format]}
        </p>
        <State target={target} />
        {active && failure && !attempt.data && (
          <Note kind="look">
            <p>{words[failure]}</p>
          </Note>
        )}
        {attempt.data && (
          <Note kind={attempt.data.failure ? 'look' : 'info'}>
            <p role="status">
              {attempt.data.failure ? (
                words[attempt.data.failure]
              ) : (
                <Trans>Gelukt: de ontvanger las het proefbericht en bevestigde dat.</Trans>
              )}
            </p>
          </Note>
        )}
        {error && <ProblemNote problem={asProblem(error)} />}
      </div>
      <div className={parts.buttons}>
        <Button
          size="sm"
          variant="default"
          aria-label={t`Probeer: ${name}`}
          loading={attempt.isPending}
          onClick={() => attempt.mutate()}
        >
          <Trans>Probeer</Trans>
        </Button>
        <Button size="sm" variant="default" aria-label={t`Wijzig: ${name}`} onClick={onChange}>
          <Trans>Wijzig</Trans>
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={active ? t`Zet uit: ${name}` : t`Zet aan: ${name}`}
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {active ? <Trans>Zet uit</Trans> : <Trans>Zet aan</Trans>}
        </Button>
      </div>
    </li>
  )
}

/** How far it is, in one line. */
function State({ target: { active, failure, sentAt, behind } }: { target: SiemTarget }) {
  const isLate = failure !== null || behind > 10_000
  return (
    <p className={parts.state} data-kind={isLate && active ? 'look' : active && sentAt ? 'done' : 'soft'}>
      {active && (isLate || sentAt) && (isLate ? <WarningIcon size={18} /> : <CheckIcon size={18} />)}
      <span>
        {!active && <Trans>uitgezet · </Trans>}
        {sentAt ? <Trans>laatst aangekomen {momentInWords(sentAt)}</Trans> : <Trans>nog niets aangekomen</Trans>}
        {' · '}
        <Plural value={behind} _0="niets wacht" one="# regel wacht" other="# regels wachten" />
      </span>
    </p>
  )
}
