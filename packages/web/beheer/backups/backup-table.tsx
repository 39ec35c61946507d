import type { Backup } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { dayOf, momentInWords, shortMoment } from '../../ui/formats/dates.ts'
import { number } from '../../ui/formats/numbers.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { DownloadButton } from '../../ui/parts/download-button.tsx'
import { CheckIcon, ClockIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from './backups.module.css'
import { size, useReasonNames, useStateNames } from './words.ts'

interface BackupTableProps {
  rows: readonly Backup[]
  onHold: (backup: Backup) => void
  onRelease: (backup: Backup) => void
}

/** Newest first. */
export function BackupTable({ rows, onHold, onRelease }: BackupTableProps) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const columns: Column<Backup>[] = [
    { key: 'at', head: t`Begonnen`, names: true, oneLine: true, cell: (row) => shortMoment(row.at) },
    { key: 'state', head: t`Stand`, cell: (row) => <State backup={row} /> },
    { key: 'size', head: t`Omvang`, cell: (row) => <Extent backup={row} /> },
    { key: 'stores', head: t`Staat in`, cell: (row) => <Copies backup={row} /> },
    { key: 'proof', head: t`Teruggezet`, cell: (row) => <Proof backup={row} /> },
  ]
  if (may('backup:manage'))
    columns.push({
      key: 'hold',
      head: t`Bewaren`,
      cell: (row) =>
        row.hold ? (
          <Button
            size="sm"
            variant="default"
            className="no-print"
            aria-label={t`Laat los: ${shortMoment(row.at)}`}
            onClick={() => onRelease(row)}
          >
            <Trans>Laat los</Trans>
          </Button>
        ) : row.state === 'made' ? (
          <Button
            size="sm"
            variant="default"
            className="no-print"
            aria-label={t`Houd vast: ${shortMoment(row.at)}`}
            onClick={() => onHold(row)}
          >
            <Trans>Houd vast</Trans>
          </Button>
        ) : (
          '–'
        ),
    })
  return <DataTable caption={t`Reservekopieën, nieuwste eerst`} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

function State({ backup }: { backup: Backup }) {
  const { t } = useLingui()
  const names = useStateNames()
  const reasons = useReasonNames()
  const { state, reason, askedBy, hold, doneBytes, expectedBytes, problem } = backup
  const kind = state === 'made' ? 'done' : state === 'failed' ? 'look' : 'soft'
  const share = expectedBytes ? Math.min(99, Math.floor((100 * doneBytes) / expectedBytes)) : undefined
  return (
    <div className={classes.cell}>
      <span className={classes.state} data-kind={kind}>
        {state === 'made' && <CheckIcon size={18} />}
        {state === 'failed' && <WarningIcon size={18} />}
        {(state === 'asked' || state === 'running') && <ClockIcon size={18} />}
        {names[state]}
      </span>
      {state !== 'asked' && <span className={classes.soft}>{reasons[reason]}</span>}
      {askedBy && (
        <span className={classes.soft}>
          <Trans>door {askedBy}</Trans>
        </span>
      )}
      {state === 'running' && (
        <>
          <progress
            className={classes.bar}
            aria-label={t`Hoever de reservekopie is`}
            max={100}
            {...(share === undefined ? {} : { value: share })}
          />
          <span className={classes.soft}>
            {share === undefined
              ? size(doneBytes)
              : t`${share}%, ${size(doneBytes)} van ongeveer ${size(expectedBytes ?? 0)}`}
          </span>
        </>
      )}
      {state === 'failed' && (
        <span className={classes.soft}>
          <Trans>
            Hoede probeert het na een kwartier opnieuw. Noem je leverancier: <code>{problem}</code>
          </Trans>
        </span>
      )}
      {hold && (
        <span>
          <strong>
            <Trans>vastgehouden</Trans>
          </strong>{' '}
          {hold.by ? (
            <Trans>
              sinds {momentInWords(hold.at)} door {hold.by}: {hold.because}
            </Trans>
          ) : (
            <Trans>
              sinds {momentInWords(hold.at)}: {hold.because}
            </Trans>
          )}
        </span>
      )}
    </div>
  )
}

function Extent({ backup: { bytes, rows } }: { backup: Backup }) {
  if (bytes === null) return <>–</>
  return (
    <div className={classes.cell}>
      <span className={classes.oneLine}>{size(bytes)}</span>
      {rows !== null && (
        <span className={classes.soft}>
          <Trans>{number(rows)} rijen</Trans>
        </span>
      )}
    </div>
  )
}

function Copies({ backup: { copies } }: { backup: Backup }) {
  if (copies.length === 0) return <>–</>
  return (
    <ul className={classes.stores}>
      {copies.map(({ store, site, state, keptAt, problem }) => (
        <li key={store}>
          {store}
          {site && <> ({site === 'here' ? <Trans>hier</Trans> : <Trans>elders</Trans>})</>}:{' '}
          <span className={classes.soft}>
            {state === 'kept' && keptAt ? (
              <Trans>sinds {shortMoment(keptAt)}</Trans>
            ) : state === 'waiting' ? (
              <Trans>wacht nog</Trans>
            ) : (
              <Trans>opgeruimd</Trans>
            )}
            {state === 'waiting' && problem && (
              <>
                {' '}
                (<code>{problem}</code>)
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Proof({ backup: { at, proof, certificate, id } }: { backup: Backup }) {
  if (!proof) return <>–</>
  const { outcome, seconds, differences, problem } = proof
  return (
    <div className={classes.cell}>
      <span className={classes.state} data-kind={outcome === 'good' ? 'done' : 'look'}>
        {outcome === 'good' ? <CheckIcon size={18} /> : <WarningIcon size={18} />}
        {outcome === 'good' && <Trans>bewezen</Trans>}
        {outcome === 'wrong' && <Trans>klopte niet</Trans>}
        {outcome === 'unproven' && <Trans>kon niet worden geprobeerd</Trans>}
      </span>
      <span className={classes.soft}>
        {shortMoment(proof.at)} · {number(seconds)} s
        {outcome !== 'unproven' && (
          <>
            {' · '}
            <Plural value={differences} _0="0 verschillen" one="# verschil" other="# verschillen" />
          </>
        )}
      </span>
      {problem && <code>{problem}</code>}
      {certificate && (
        <span className="no-print">
          <DownloadButton path={`/backups/${id}/certificate`} fileName={`bewijs-${dayOf(at)}-${id.slice(-6)}.json`}>
            <Trans>Bewijs</Trans>
          </DownloadButton>
        </span>
      )}
    </div>
  )
}
