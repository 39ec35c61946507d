import type { BackupSummary } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { momentInWords } from '../../ui/formats/dates.ts'
import { number } from '../../ui/formats/numbers.ts'
import { Facts } from '../../ui/parts/facts.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import classes from './backups.module.css'
import { size, useWorries } from './words.ts'

/** Is it right? Then in two lines why, and otherwise what to do. */
export function Summary({ summary }: { summary: BackupSummary }) {
  const { t } = useLingui()
  const words = useWorries()
  const { last, proven, nextAt, stores, worries, fingerprint } = summary
  const isGrave = worries.some((worry) => ['proof-wrong', 'failing', 'overdue'].includes(worry))
  return (
    <Section title={<Trans>Hoe het ervoor staat</Trans>}>
      {worries.length === 0 ? (
        <Note kind="done">
          <p>
            <Trans>De reservekopieën zijn op tijd, staan waar zij horen en zijn bewezen terug te zetten.</Trans>
          </p>
        </Note>
      ) : (
        <Note kind={isGrave ? 'danger' : 'look'}>
          <ul className={classes.worries}>
            {worries.map((worry) => (
              <li key={worry}>{words[worry]}</li>
            ))}
          </ul>
        </Note>
      )}
      <div className={classes.facts}>
        <Facts
          facts={[
            {
              name: t`Laatste reservekopie`,
              value: last && (
                <>
                  {momentInWords(last.at)}
                  {last.bytes !== null && ` · ${size(last.bytes)}`}
                </>
              ),
            },
            {
              name: t`Laatst bewezen teruggezet`,
              value: proven && (
                <>
                  {momentInWords(proven.at)} · {number(proven.seconds)} s ·{' '}
                  <Plural value={proven.differences} _0="0 verschillen" one="# verschil" other="# verschillen" />
                </>
              ),
            },
            { name: t`Volgende`, value: nextAt && momentInWords(nextAt) },
            {
              name: t`Staat in`,
              value: (
                <ul className={classes.stores}>
                  {stores.map(({ name, site, newest, waiting }) => (
                    <li key={name}>
                      <strong>{name}</strong> ({site === 'here' ? <Trans>hier</Trans> : <Trans>elders</Trans>}):{' '}
                      {newest ? <Trans>nieuwste van {momentInWords(newest)}</Trans> : <Trans>nog niets</Trans>}
                      {waiting > 0 && (
                        <>
                          {' · '}
                          <Plural value={waiting} one="# wacht" other="# wachten" />
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      </div>
      {fingerprint && (
        <details className={classes.check}>
          <summary>
            <Trans>Een bewijs zelf controleren</Trans>
          </summary>
          <p>
            <Trans>
              Haal het bewijs op bij een reservekopie en controleer het op een computer naar keuze met{' '}
              <code>npx hoede review verify bestand.json</code>. Dat zegt of er niets aan is gewijzigd, en met welke
              sleutel het is ondertekend.
            </Trans>
          </p>
          <p>
            <Trans>
              Kenmerk van die sleutel: <code className={classes.fingerprint}>{fingerprint}</code>
            </Trans>
          </p>
        </details>
      )}
    </Section>
  )
}
