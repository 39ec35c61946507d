import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { number } from '../../../ui/formats/numbers.ts'
import { CheckIcon, ClockIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { Announce, Empty } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { LogTable } from '../log-table.tsx'
import classes from '../logging.module.css'
import { useLogChoices } from '../words.ts'
import { rowsOnPage } from './live-rows.ts'
import { type LivePhase, useLive } from './use-live.ts'

const filterNames = ['kind', 'outcome', 'emergency', 'supplier'] as const

/** What happens now: each row of the log within two seconds after it was written. */
export default function LivePage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const { kinds, outcomes } = useLogChoices()
  const chosen = (name: (typeof filterNames)[number]) => address.get(name) ?? ''
  const choose = (name: (typeof filterNames)[number], value: string) => {
    const next = new URLSearchParams(address)
    if (value) next.set(name, value)
    else next.delete(name)
    setAddress(next, { replace: true })
  }
  const filter = new URLSearchParams(filterNames.flatMap((name) => (chosen(name) ? [[name, chosen(name)]] : [])))
  const live = useLive(filter.toString())
  const { rows, heldCount, missed, still, phase, step } = live
  return (
    <Page title={t`Meekijken`}>
      <div className="no-print">
        <Note kind="info">
          <p>
            <Trans>
              Hier verschijnt elke regel van de logging binnen twee tellen. Dat je meekijkt en wie je daarbij zag, staat
              zelf ook in de logging.
            </Trans>
          </p>
        </Note>
      </div>
      <div className={classes.gap} />
      <div className="no-print">
        <Section title={t`Waar kijk je naar?`}>
          <div className={classes.question}>
            <div className={classes.fields}>
              <NativeSelect
                label={t`Soort`}
                data={kinds}
                value={chosen('kind')}
                onChange={(event) => choose('kind', event.currentTarget.value)}
              />
              <NativeSelect
                label={t`Uitkomst`}
                data={outcomes}
                value={chosen('outcome')}
                onChange={(event) => choose('outcome', event.currentTarget.value)}
              />
            </div>
            <div className={classes.ticks}>
              <Checkbox
                label={t`Alleen noodtoegang`}
                checked={chosen('emergency') === 'true'}
                onChange={(event) => choose('emergency', event.currentTarget.checked ? 'true' : '')}
              />
              <Checkbox
                label={t`Alleen leverancier en systemen`}
                checked={chosen('supplier') === 'true'}
                onChange={(event) => choose('supplier', event.currentTarget.checked ? 'true' : '')}
              />
            </div>
          </div>
        </Section>
      </div>
      <section aria-label={t`Wat er nu gebeurt`} className={classes.answer}>
        <div className={classes.answerHead}>
          <div>
            <h2>
              <Trans>Wat er nu gebeurt</Trans>
            </h2>
            <Phase phase={phase} still={still} />
          </div>
          <div className={`${classes.buttons} no-print`}>
            {phase === 'lost' ? (
              <Button size="sm" onClick={live.retry}>
                <Trans>Probeer opnieuw</Trans>
              </Button>
            ) : (
              <Button size="sm" variant="default" onClick={() => step({ kind: still ? 'on' : 'still' })}>
                {still ? (
                  <Plural value={heldCount} _0="Ga door" one="Ga door (# nieuwe)" other="Ga door (# nieuwe)" />
                ) : (
                  <Trans>Houd stil</Trans>
                )}
              </Button>
            )}
            <Button size="sm" variant="default" disabled={rows.length === 0} onClick={() => step({ kind: 'clear' })}>
              <Trans>Maak leeg</Trans>
            </Button>
          </div>
        </div>
        {missed > 0 && (
          <Note kind="look">
            <p>
              <Trans>
                Terwijl je weg was, kwamen er {number(missed)} regels bij die hier niet staan. Je vindt ze bij «Wie deed
                wat».
              </Trans>
            </p>
          </Note>
        )}
        {rows.length === 0 ? (
          <Empty title={t`Nog niets`}>
            <Trans>Zodra iemand iets doet, staat het hier. Ouder dan nu vind je bij «Wie deed wat».</Trans>
          </Empty>
        ) : (
          <>
            <LogTable rows={rows} folded={false} />
            {rows.length === rowsOnPage && (
              <p className={parts.soft}>
                <Trans>Alleen de laatste {number(rowsOnPage)} regels staan hier.</Trans>
              </p>
            )}
          </>
        )}
        <Announce>{still && heldCount > 0 ? t`${heldCount} nieuwe regels` : ''}</Announce>
      </section>
    </Page>
  )
}

function Phase({ phase, still }: { phase: LivePhase; still: boolean }) {
  const kind = phase === 'lost' || phase === 'refused' ? 'look' : phase === 'on' && !still ? 'done' : 'soft'
  return (
    <p className={parts.state} data-kind={kind} role="status">
      {kind === 'look' ? (
        <WarningIcon size={18} />
      ) : kind === 'done' ? (
        <CheckIcon size={18} />
      ) : (
        <ClockIcon size={18} />
      )}
      {phase === 'connecting' && <Trans>Verbinden…</Trans>}
      {phase === 'on' && (still ? <Trans>De lijst staat stil</Trans> : <Trans>Je kijkt mee</Trans>)}
      {phase === 'lost' && <Trans>Geen verbinding. Misschien kijken er al tien mensen mee.</Trans>}
      {phase === 'refused' && <Trans>Je recht om de logging te bekijken is ingetrokken.</Trans>}
    </p>
  )
}
