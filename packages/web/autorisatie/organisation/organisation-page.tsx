import type { Unit } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import shared from '../parts/parts.module.css'
import { type TreeUnit, unitTree } from '../parts/units.ts'
import { useUnits } from '../queries.ts'
import classes from './organisation.module.css'
import { NewUnit } from './unit-dialogs.tsx'
import { UnitPanel } from './unit-panel.tsx'

/** The organisation as a tree, and beside it what belongs to the unit that was chosen. */
export default function OrganisationPage() {
  const { t } = useLingui()
  const units = useUnits()
  return (
    <Page title={t`Locaties en teams`}>
      <Answer query={units}>{({ items }) => <Organisation units={items} />}</Answer>
    </Page>
  )
}

function Organisation({ units }: { units: readonly Unit[] }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [address] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const tree = unitTree(units)
  const chosen = units.find((unit) => unit.id === address.get('eenheid')) ?? tree[0]?.unit
  return (
    <div className={classes.columns}>
      <Section
        title={t`Opbouw`}
        action={
          may('organisation:change') && (
            <Button
              size="sm"
              variant="default"
              className="no-print"
              leftSection={<PlusIcon size={18} />}
              onClick={() => setAdding(true)}
            >
              <Trans>Voeg toe</Trans>
            </Button>
          )
        }
      >
        <nav aria-label={t`Locaties en teams`}>
          <Branch nodes={tree} chosenId={chosen?.id} />
        </nav>
      </Section>
      {chosen && <UnitPanel key={chosen.id} unit={chosen} />}
      {adding && <NewUnit units={units} parent={chosen} onClose={() => setAdding(false)} />}
    </div>
  )
}

function Branch({ nodes, chosenId }: { nodes: readonly TreeUnit[]; chosenId: string | undefined }) {
  if (nodes.length === 0) return null
  return (
    <ul className={classes.branch}>
      {nodes.map(({ unit, children }) => (
        <li key={unit.id}>
          <Link
            to={`/locaties?eenheid=${unit.id}`}
            className={classes.unit}
            data-kind={unit.kind}
            aria-current={unit.id === chosenId ? 'true' : undefined}
          >
            {unit.name}
            {unit.closed && (
              <span className={shared.soft}>
                {' '}
                <Trans>(gesloten)</Trans>
              </span>
            )}
          </Link>
          <Branch nodes={children} chosenId={chosenId} />
        </li>
      ))}
    </ul>
  )
}
