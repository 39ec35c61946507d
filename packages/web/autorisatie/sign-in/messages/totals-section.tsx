import type { MessageTotals } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { dayInWords } from '../../../ui/formats/dates.ts'
import { number } from '../../../ui/formats/numbers.ts'
import { type Column, DataTable } from '../../../ui/parts/data-table.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { Answer } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { sum } from '../money.ts'
import { useMessageTotals } from '../queries.ts'
import classes from '../sign-in.module.css'

type Day = MessageTotals['days'][number]
const shownDays = 7

/** How many messages went each day, and what they cost. */
export function TotalsSection() {
  const { t } = useLingui()
  const totals = useMessageTotals()
  return (
    <Section title={t`Aantallen en kosten`}>
      <Answer query={totals}>
        {({ days }) => {
          const newest = days.toSorted((one, two) => two.day.localeCompare(one.day))
          const cost = sum(days.reduce((total, { costMicros }) => total + costMicros, 0))
          if (days.length === 0) {
            return (
              <p className={parts.soft}>
                <Trans>Er zijn nog geen berichten verstuurd.</Trans>
              </p>
            )
          }
          return (
            <>
              <p className={classes.explain}>
                <Trans>Samen in deze lijst: {cost}. Alleen wat de verzenders of de prijzen hierboven vertellen.</Trans>
              </p>
              <DayTable days={newest.slice(0, shownDays)} />
              {newest.length > shownDays && (
                <details className={parts.folded}>
                  <summary>
                    <Trans>Eerdere dagen ({newest.length - shownDays})</Trans>
                  </summary>
                  <DayTable days={newest.slice(shownDays)} />
                </details>
              )}
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

function DayTable({ days }: { days: readonly Day[] }) {
  const { t } = useLingui()
  const count = (key: 'sms' | 'voice' | 'mail', head: string): Column<Day> => ({
    key,
    head,
    numeric: true,
    cell: (day) => number(day[key]),
  })
  const columns: Column<Day>[] = [
    { key: 'day', head: t`Dag`, names: true, cell: ({ day }) => dayInWords(day) },
    count('sms', t`Sms`),
    count('voice', t`Telefoontjes`),
    count('mail', t`E-mails`),
    { key: 'cost', head: t`Kosten`, numeric: true, cell: ({ costMicros }) => sum(costMicros) },
  ]
  return <DataTable caption={t`Berichten per dag`} columns={columns} rows={days} rowKey={({ day }) => day} />
}
