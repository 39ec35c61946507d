import type { Unit } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { HoldersTable } from '../grants/holders-table.tsx'
import shared from '../parts/parts.module.css'
import { useActiveGrants } from '../queries.ts'
import { OpenOrClose, RenameUnit } from './unit-dialogs.tsx'

/** One location or team: what it is, what can be done with it, and who has a role that reaches it. */
export function UnitPanel({ unit }: { unit: Unit }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [doing, setDoing] = useState<'rename' | 'close'>()
  const kinds = { organisation: t`Organisatie`, location: t`Locatie`, team: t`Team` }
  const close = () => setDoing(undefined)
  return (
    <div>
      <Section
        title={unit.name}
        action={
          may('organisation:change') && (
            <div className={`${shared.buttons} no-print`}>
              <Button size="sm" variant="default" onClick={() => setDoing('rename')}>
                <Trans>Wijzig naam</Trans>
              </Button>
              {unit.kind !== 'organisation' && (
                <Button size="sm" variant="default" onClick={() => setDoing('close')}>
                  {unit.closed ? <Trans>Open weer</Trans> : <Trans>Sluit</Trans>}
                </Button>
              )}
            </div>
          )
        }
      >
        <p className={shared.soft}>
          {kinds[unit.kind]}
          {unit.closed && <> · {t`gesloten`}</>}
        </p>
        <p className={shared.links}>
          {may('access:read') && (
            <Link className={shared.link} to={`/locaties/${unit.id}`}>
              <Trans>Wie kan hier wat, en waardoor?</Trans>
            </Link>
          )}
          {may('people:read') && unit.kind !== 'organisation' && (
            <Link className={shared.link} to={`/medewerkers?eenheid=${unit.id}`}>
              <Trans>Wie werkt hier?</Trans>
            </Link>
          )}
        </p>
      </Section>
      {may('access:read') && <UnitGrants unit={unit} />}
      {doing === 'rename' && <RenameUnit unit={unit} onClose={close} />}
      {doing === 'close' && <OpenOrClose unit={unit} onClose={close} />}
    </div>
  )
}

function UnitGrants({ unit }: { unit: Unit }) {
  const { t } = useLingui()
  const grants = useActiveGrants({ unit: unit.id })
  return (
    <Section title={t`Wie heeft hier een rol?`}>
      <p className={`${shared.soft} ${shared.gapBelow}`}>
        <Trans>
          Rollen die voor deze plek gegeven zijn, of voor een plek erboven. Rollen voor de hele organisatie en voor
          eigen teams staan er niet bij.
        </Trans>
      </p>
      <Answer query={grants}>{({ items }) => <HoldersTable grants={items} withRole />}</Answer>
    </Section>
  )
}
