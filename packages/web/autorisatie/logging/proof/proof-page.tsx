import type { LogProof } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { number } from '../../../ui/formats/numbers.ts'
import { DownloadButton } from '../../../ui/parts/download-button.tsx'
import { Facts } from '../../../ui/parts/facts.tsx'
import { CheckIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { Answer } from '../../../ui/parts/states.tsx'
import { CopyRow } from '../../parts/copy-row.tsx'
import parts from '../../parts/parts.module.css'
import classes from './proof.module.css'
import { useProof } from './queries.ts'
import { Witnesses } from './witnesses.tsx'

/** That nobody changed the log, not even who runs the database: how far it is sealed, who keeps it, and the means to prove it. */
export default function ProofPage() {
  const { t } = useLingui()
  const proof = useProof()
  return (
    <Page title={t`Bewijs van de logging`}>
      <p className={parts.lead}>
        <Trans>
          Elke regel van de logging wordt verzegeld zodra hij is geschreven. Daarna kan niemand hem wijzigen, weglaten
          of ertussen zetten zonder dat het opvalt, ook de beheerder van de database niet. Wie een ijkpunt bewaart, kan
          dat zelf nagaan, zonder Hoede.
        </Trans>
      </p>
      <Answer query={proof}>{(state) => <ProofState proof={state} />}</Answer>
      <Witnesses />
    </Page>
  )
}

function ProofState({ proof }: { proof: LogProof }) {
  const { t } = useLingui()
  const { size, waiting, working, lookedAt, keys } = proof
  const [key, ...earlier] = keys
  return (
    <>
      <Section title={t`Stand`}>
        <p className={parts.state} data-kind={working ? 'done' : 'look'}>
          {working ? <CheckIcon size={18} /> : <WarningIcon size={18} />}
          {working ? (
            <Trans>De verzegelaar werkt.</Trans>
          ) : (
            <Trans>
              De verzegelaar staat stil. Nieuwe regels worden bewaard, maar nog niet verzegeld. Bel de beheerder.
            </Trans>
          )}
        </p>
        <Facts
          facts={[
            { name: t`Verzegelde regels`, value: number(size) },
            { name: t`Nog niet verzegeld`, value: <Plural value={waiting} _0="geen" one="# regel" other="# regels" /> },
            { name: t`Laatst gekeken`, value: momentInWords(lookedAt) },
          ]}
        />
        <div className={parts.buttons}>
          <DownloadButton path="/log/checkpoint" fileName={`ijkpunt-${size}.txt`}>
            <Trans>Download het ijkpunt</Trans>
          </DownloadButton>
          <DownloadButton
            path="/log/proof/export"
            options={{ query: { from: Math.max(0, size - 100_000) }, timeout: 300_000 }}
            fileName={`logging-${size}.hoede-log.gz`}
          >
            {size > 100_000 ? <Trans>De laatste {number(100_000)} regels</Trans> : <Trans>Download de logging</Trans>}
          </DownloadButton>
        </div>
      </Section>
      {key && (
        <Section title={t`Sleutel`}>
          <p className={parts.soft}>
            <Trans>
              Met deze regel controleert iemand buiten Hoede een ijkpunt of een export. Geef hem langs een andere weg
              dan de export zelf, en vergelijk het kenmerk.
            </Trans>
          </p>
          <ul className={parts.items}>
            <CopyRow name={t`Sleutel van deze logging`} value={key.verifier} hint={t`Kenmerk: ${key.fingerprint}`} />
          </ul>
          {earlier.length > 0 && (
            <details className={parts.folded}>
              <summary>
                <Trans>Eerdere sleutels</Trans>
              </summary>
              <ul className={classes.keys}>
                {earlier.map(({ verifier }) => (
                  <li key={verifier}>{verifier}</li>
                ))}
              </ul>
            </details>
          )}
          <p className={classes.command}>
            <Trans>Zo controleert een accountant een export:</Trans>
            <code>hoede-verify verify logging.hoede-log.gz --key … --checkpoint ijkpunt.txt</code>
          </p>
        </Section>
      )}
    </>
  )
}
