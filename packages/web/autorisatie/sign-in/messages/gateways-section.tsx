import type { Gateway } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { CheckIcon, InfoIcon, PlusIcon } from '../../../ui/parts/icons.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { money } from '../money.ts'
import { useGateways } from '../queries.ts'
import classes from '../sign-in.module.css'
import { useChannelNames, useGatewayKindNames } from '../words.ts'
import { GatewayForm } from './gateway-form.tsx'
import { TestGateway } from './gateway-test.tsx'

/** Through whom messages go, in the order in which they are tried. */
export function GatewaysSection() {
  const { t } = useLingui()
  const gateways = useGateways()
  const [adding, setAdding] = useState(false)
  const last = Math.max(0, ...(gateways.data?.items.map(({ position }) => position) ?? []))
  return (
    <Section
      title={t`Verzenders`}
      action={
        <Button size="sm" variant="default" leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
          <Trans>Voeg verzender toe</Trans>
        </Button>
      }
    >
      <Answer query={gateways}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Er is nog geen verzender`}>
              <Trans>
                Zonder verzender kan Hoede geen codes sturen. Medewerkers kunnen dan alleen een app, een passkey of een
                codeblad gebruiken.
              </Trans>
            </Empty>
          ) : (
            <ol className={parts.items}>
              {items
                .toSorted((one, two) => one.position - two.position)
                .map((gateway) => (
                  <GatewayLine key={gateway.id} gateway={gateway} />
                ))}
            </ol>
          )
        }
      </Answer>
      {adding && <GatewayForm position={Math.min(100, last + 1)} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function GatewayLine({ gateway }: { gateway: Gateway }) {
  const { t } = useLingui()
  const kinds = useGatewayKindNames()
  const names = useChannelNames()
  const [doing, setDoing] = useState<'change' | 'test'>()
  const close = () => setDoing(undefined)
  const details = [
    kinds[gateway.kind],
    gateway.channels.map((channel) => names[channel]).join(', '),
    t`afzender ${gateway.sender}`,
    gateway.priceMicros === null ? '' : t`${money(gateway.priceMicros)} per bericht`,
  ]
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>
          {gateway.position}. {gateway.name}
        </p>
        <p className={parts.soft}>{details.filter(Boolean).join(' · ')}</p>
        {gateway.deliveryUri && (
          <p className={parts.soft}>
            <Trans>
              Meldt hier of een bericht aankwam: <span className={classes.code}>{gateway.deliveryUri}</span>
            </Trans>
          </p>
        )}
        <span className={parts.state} data-kind={gateway.enabled ? 'done' : 'soft'}>
          {gateway.enabled ? <CheckIcon size={18} /> : <InfoIcon size={18} />}
          {gateway.enabled ? <Trans>staat aan</Trans> : <Trans>staat uit</Trans>}
        </span>
      </div>
      <div className={`${parts.buttons} no-print`}>
        {gateway.enabled && (
          <Button size="sm" variant="default" aria-label={t`Test ${gateway.name}`} onClick={() => setDoing('test')}>
            <Trans>Test</Trans>
          </Button>
        )}
        <Button size="sm" variant="default" aria-label={t`Wijzig ${gateway.name}`} onClick={() => setDoing('change')}>
          <Trans>Wijzig</Trans>
        </Button>
      </div>
      {doing === 'change' && <GatewayForm gateway={gateway} position={gateway.position} onClose={close} />}
      {doing === 'test' && <TestGateway gateway={gateway} onClose={close} />}
    </li>
  )
}
