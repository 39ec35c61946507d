import type { OwnEmergency } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { clock } from '../../ui/formats/dates.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { WarningIcon } from '../../ui/parts/icons.tsx'
import { Announce } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from './emergency.module.css'
import { useEnd, useOver, useOwnEmergencies } from './queries.ts'
import { minutesLeft } from './time-left.ts'

/** On every screen as long as emergency access is on: to whom, how long still, and the way out of it. */
export function EmergencyBanner() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const own = useOwnEmergencies(may('emergency:use'))
  const all = own.data?.items ?? []
  const now = useClock(all.length > 0)
  const running = all.filter((each) => Date.parse(each.until) > now)
  const toasts = useToasts()
  const over = useOver()
  const passed = all.find((each) => Date.parse(each.until) <= now)?.id
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (!passed || told.current === passed) return
    told.current = passed
    toasts.show(t`Je noodtoegang is voorbij. Het dossier is weer gesloten.`)
    void over()
  }, [passed, toasts, over, t])
  const place = usePlace(running.length > 0)
  if (running.length === 0) return null
  const soon = running.find((each) => minutesLeft(each.until, now) <= 5)
  return (
    <section ref={place} className={classes.banner} aria-label={t`Noodtoegang`}>
      {running.map((each) => (
        <Line key={each.id} emergency={each} minutes={minutesLeft(each.until, now)} />
      ))}
      <Announce>{soon ? t`Je noodtoegang stopt binnen vijf minuten.` : ''}</Announce>
    </section>
  )
}

function Line({ emergency, minutes }: { emergency: OwnEmergency; minutes: number }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const end = useEnd(() => toasts.show(t`Je noodtoegang is beëindigd.`))
  const { client, unit } = emergency
  const whom = client?.name || unit?.name || ''
  return (
    <div className={classes.line}>
      <WarningIcon />
      <p className={classes.words}>
        <strong>
          <Trans>Noodtoegang</Trans>
        </strong>{' '}
        {client ? (
          <Link to={`/clienten/${client.id}`}>{whom}</Link>
        ) : (
          <span>
            <Trans>heel {whom}</Trans>
          </span>
        )}{' '}
        <span className={classes.left}>
          <Plural value={minutes} one="nog # minuut" other="nog # minuten" />,{' '}
          <Trans>tot {clock(emergency.until)}</Trans>
        </span>
        {end.error && <span role="alert"> {problemTitle(asProblem(end.error))}</span>}
      </p>
      <Button
        size="compact-md"
        variant="default"
        loading={end.isPending}
        aria-label={t`Beëindig noodtoegang: ${whom}`}
        onClick={() => end.mutate(emergency.id)}
      >
        <Trans>Beëindig</Trans>
      </Button>
    </div>
  )
}

/** The time, every ten seconds, only while it matters. */
function useClock(on: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    if (!on) return
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [on])
  return now
}

/** Tells what sticks below it (the client's header) how much room the banner takes. */
function usePlace(shown: boolean) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const banner = ref.current
    const root = document.documentElement
    if (!shown || !banner) return
    const watch = new ResizeObserver(() => {
      const height = getComputedStyle(banner).position === 'sticky' ? banner.offsetHeight : 0
      root.style.setProperty('--banner-height', `${height}px`)
    })
    watch.observe(banner)
    return () => {
      watch.disconnect()
      root.style.removeProperty('--banner-height')
    }
  }, [shown])
  return ref
}
