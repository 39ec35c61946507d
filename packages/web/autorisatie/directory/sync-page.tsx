import type { SyncLine, SyncPlan } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, FileInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DataTable } from '../../ui/parts/data-table.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { FromServer } from '../../ui/text/from-server.tsx'
import parts from '../parts/parts.module.css'
import classes from './directory.module.css'

const largest = 380_000
const none = { csv: '', endMissing: false }

/** People from a file of the HR system: looked at first, then carried out as a whole. */
export default function SyncPage() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [endMissing, setEndMissing] = useState(false)
  const [sure, setSure] = useState(false)
  const [asked, setAsked] = useState(none)
  const [fault, setFault] = useState<string>()
  const preview = useMutation({
    mutationFn: (request: typeof none) => post<SyncPlan>('/directory/sync/preview', request, { timeout: 120_000 }),
  })
  const carryOut = useMutation({
    mutationFn: (plan: SyncPlan) =>
      post<SyncPlan>(
        '/directory/sync',
        { ...asked, ...(plan.tooMany ? { allowRemovals: plan.totals.end } : {}) },
        { timeout: 120_000 },
      ),
    onSuccess: async () => {
      preview.reset()
      setFile(null)
      await queries.invalidateQueries()
    },
  })
  const look = async () => {
    if (!file) return setFault(t`Kies een bestand.`)
    if (file.size > largest) return setFault(t`Het bestand is te groot. Gebruik de opdrachtregel (hoede person sync).`)
    const request = { csv: await file.text(), endMissing }
    setAsked(request)
    setSure(false)
    carryOut.reset()
    preview.mutate(request)
  }
  const choose = (chosen: File | null) => {
    setFile(chosen)
    setFault(undefined)
    preview.reset()
  }
  const plan = preview.data
  const changes = plan ? plan.totals.add + plan.totals.change + plan.totals.return + plan.totals.end : 0
  return (
    <Page title={t`Medewerkers uit een bestand`}>
      <p className={parts.lead}>
        <Trans>
          Geen koppeling? Lees een CSV-bestand uit je personeelssysteem in. Je ziet eerst wat er verandert. Daarna gaat
          alles door, of niets.
        </Trans>
      </p>
      {carryOut.data && (
        <Note kind="done" alert>
          <p>
            <Trans>De medewerkers zijn bijgewerkt.</Trans>
          </p>
          <Totals plan={carryOut.data} />
        </Note>
      )}
      <Section title={t`Bestand`}>
        <div className={parts.form}>
          <FileInput
            label={t`CSV-bestand`}
            description={t`Kolommen: user_name, given_name, prefix, family_name, function, team, email, phone, from, until. Nederlandse namen mogen ook.`}
            placeholder={t`Kies een bestand`}
            accept=".csv,text/csv"
            value={file}
            onChange={choose}
            error={fault}
          />
          <Checkbox
            label={t`Wie niet in het bestand staat, gaat uit dienst`}
            checked={endMissing}
            onChange={(event) => {
              setEndMissing(event.currentTarget.checked)
              preview.reset()
            }}
          />
          {preview.error && <ProblemNote problem={asProblem(preview.error)} />}
          <div>
            <Button variant={plan ? 'default' : 'filled'} loading={preview.isPending} onClick={() => void look()}>
              <Trans>Bekijk wat er verandert</Trans>
            </Button>
          </div>
        </div>
      </Section>
      {plan && plan.errors.length > 0 && <Wrong plan={plan} />}
      {plan && plan.errors.length === 0 && (
        <Section title={t`Dit verandert er`}>
          <Totals plan={plan} />
          {plan.totals.missing > 0 && !asked.endMissing && (
            <p className={`${parts.soft} ${parts.gapBelow}`}>
              <Plural
                value={plan.totals.missing}
                one="# medewerker staat niet in het bestand en blijft zoals die is."
                other="# medewerkers staan niet in het bestand en blijven zoals ze zijn."
              />
            </p>
          )}
          <Lines plan={plan} />
          <div className={`${parts.form} ${classes.below}`}>
            {plan.tooMany && (
              <Note kind="danger">
                <p>
                  <Trans>
                    {plan.totals.end} van de {plan.totals.employed} medewerkers gaan uit dienst ({plan.percent}%). Dat
                    is meer dan de instelling zonder vraag toelaat. Klopt je bestand?
                  </Trans>
                </p>
                <Checkbox
                  label={t`Ja, deze ${plan.totals.end} medewerkers gaan uit dienst`}
                  checked={sure}
                  onChange={(event) => setSure(event.currentTarget.checked)}
                />
              </Note>
            )}
            {carryOut.error && <ProblemNote problem={asProblem(carryOut.error)} />}
            {changes > 0 && (
              <div>
                <Button
                  loading={carryOut.isPending}
                  disabled={plan.tooMany && !sure}
                  {...(plan.tooMany ? { color: 'danger' } : {})}
                  onClick={() => carryOut.mutate(plan)}
                >
                  <Trans>Voer door</Trans>
                </Button>
              </div>
            )}
          </div>
        </Section>
      )}
    </Page>
  )
}

function Totals({ plan: { totals } }: { plan: SyncPlan }) {
  const { t } = useLingui()
  const counts = [
    [totals.add, t`nieuw`],
    [totals.change, t`gewijzigd`],
    [totals.return, t`weer in dienst`],
    [totals.end, t`uit dienst`],
    [totals.same, t`hetzelfde`],
  ] as const
  return (
    <ul className={classes.counts}>
      {counts.map(([count, name]) => (
        <li key={name}>
          <strong>{count}</strong> {name}
        </li>
      ))}
    </ul>
  )
}

function Lines({ plan }: { plan: SyncPlan }) {
  const { t } = useLingui()
  const words: Record<SyncLine['outcome'], string> = {
    add: t`nieuw`,
    change: t`gewijzigd`,
    return: t`weer in dienst`,
    end: t`uit dienst`,
  }
  if (plan.lines.length === 0)
    return (
      <p>
        <Trans>Er verandert niets: het bestand zegt wat er al staat.</Trans>
      </p>
    )
  return (
    <DataTable
      caption={t`Wat er per medewerker verandert`}
      columns={[
        { key: 'name', head: t`Medewerker`, names: true, cell: (line) => line.name },
        { key: 'user', head: t`Gebruikersnaam`, oneLine: true, cell: (line) => line.userName },
        { key: 'what', head: t`Wat`, oneLine: true, cell: (line) => words[line.outcome] },
        { key: 'changes', head: t`Wijzigingen`, cell: (line) => <FromServer>{line.changes.join('; ')}</FromServer> },
      ]}
      rows={plan.lines}
      rowKey={(line) => line.userName}
    />
  )
}

function Wrong({ plan }: { plan: SyncPlan }) {
  const { t } = useLingui()
  return (
    <Note kind="danger" alert>
      <p>
        <Trans>Dit bestand kan niet worden ingelezen. Er is niets gewijzigd.</Trans>
      </p>
      <ul className={classes.changes} aria-label={t`Fouten per regel`}>
        {plan.errors.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <Trans>
              Regel {line}: <FromServer>{message}</FromServer>
            </Trans>
          </li>
        ))}
      </ul>
    </Note>
  )
}
