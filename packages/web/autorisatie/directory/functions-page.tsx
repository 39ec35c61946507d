import type { FunctionRules } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import parts from '../parts/parts.module.css'
import classes from '../sign-in/sign-in.module.css'
import { AddRule } from './add-rule.tsx'
import { useFunctions } from './queries.ts'
import { RuleList } from './rules.tsx'

type FunctionRow = FunctionRules['items'][number]

/** The functions that employees have, and what each brings. */
export default function FunctionsPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const functions = useFunctions()
  const [adding, setAdding] = useState<string>()
  return (
    <Page
      title={t`Functies`}
      action={
        may('role:change') && (
          <Button leftSection={<PlusIcon size={18} />} onClick={() => setAdding('')}>
            <Trans>Voeg een regel toe</Trans>
          </Button>
        )
      }
    >
      <p className={parts.lead}>
        <Trans>
          Een functie (deskundigheid) kan een rol meebrengen. Wie de functie krijgt, heeft dan meteen die rol; wie een
          andere functie krijgt, is haar meteen kwijt.
        </Trans>
      </p>
      <Answer query={functions}>
        {({ items }) => (
          <div className={parts.card}>
            <ul className={parts.items}>
              {items.map((row) => (
                <FunctionLine key={row.function.toLowerCase()} row={row} onAdd={() => setAdding(row.function)} />
              ))}
            </ul>
          </div>
        )}
      </Answer>
      {adding !== undefined && <AddRule of={{ function: adding }} onClose={() => setAdding(undefined)} />}
    </Page>
  )
}

function FunctionLine({ row, onAdd }: { row: FunctionRow; onAdd: () => void }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>{row.function}</p>
        <p className={parts.soft}>
          <Plural value={row.people} _0="Nu niemand" one="# medewerker" other="# medewerkers" />
        </p>
        <RuleList rules={row.rules} of={row.function} />
      </div>
      {may('role:change') && (
        <Button size="sm" variant="default" aria-label={t`Voeg een rol toe aan ${row.function}`} onClick={onAdd}>
          <Trans>Voeg een rol toe</Trans>
        </Button>
      )}
    </li>
  )
}
