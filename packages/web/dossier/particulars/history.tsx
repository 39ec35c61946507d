import type { ClientHistory } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../ui/api/client.ts'
import { birthDay, momentInWords } from '../../ui/formats/dates.ts'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { clientKey } from '../queries.ts'
import { type ParticularName, shownValue, useFieldInfo } from './client-fields.ts'
import classes from './particulars.module.css'

/** What the particulars were before, and who changed them; asked for apart, as it is one more look into the record. */
export function HistorySection({ clientId }: { clientId: string }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const info = useFieldInfo()
  const history = useQuery({
    queryKey: [...clientKey(clientId), 'history'],
    queryFn: ({ signal }) => get<ClientHistory>(`/clients/${clientId}/history`, { signal }),
    enabled: open,
  })
  const others: Record<string, string> = {
    number: t`Cliëntnummer`,
    bsn: t`BSN`,
    deceasedAt: t`Overleden op`,
    origin: t`Herkomst`,
  }
  const labelOf = (field: string) => info[field as ParticularName]?.label ?? others[field] ?? field
  const shown = (field: string, value: string | null) => {
    if (value === null || value === '') return t`leeg`
    if (field === 'birthDate') return birthDay(value.slice(0, 10))
    const known = info[field as ParticularName]
    return known ? shownValue(known, value) : value
  }
  return (
    <Section title={t`Geschiedenis`}>
      {!open && (
        <Button variant="default" className="no-print" onClick={() => setOpen(true)}>
          <Trans>Toon eerdere gegevens</Trans>
        </Button>
      )}
      {open && (
        <Answer query={history}>
          {({ items }) =>
            items.length === 0 ? (
              <p className={classes.none}>
                <Trans>Er is nog niets gewijzigd.</Trans>
              </p>
            ) : (
              <ol className={classes.items}>
                {items.map((version) => (
                  <li key={version.version}>
                    <div>
                      <p className={classes.itemName}>
                        {momentInWords(version.changedAt)}
                        <span className={classes.soft}>{version.changedBy ?? t`onbekend`}</span>
                      </p>
                      <ul className={classes.changes}>
                        {version.changes.map((change) => {
                          const field = camel(change.field)
                          return (
                            <li key={change.field}>
                              {change.field === 'bsn' ? (
                                <Trans>BSN gewijzigd</Trans>
                              ) : (
                                <Trans>
                                  {labelOf(field)}: van ‘{shown(field, change.before)}’ naar ‘
                                  {shown(field, change.after)}’
                                </Trans>
                              )}
                            </li>
                          )
                        })}
                      </ul>
                    </div>
                  </li>
                ))}
              </ol>
            )
          }
        </Answer>
      )}
    </Section>
  )
}

/** 'given_names' as 'givenNames'. */
const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
