import type { Me } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { get } from '../api/client.ts'
import { lastHeard, sessionState } from '../api/session-state.ts'
import { Actions, Dialog } from '../parts/dialog.tsx'
import { tellTabs } from './tabs.ts'

const warnBefore = 120_000
/** Somebody who reads and scrolls without a call to the server is not idle: the server is told at most this often. */
const tellServerAfter = 240_000

const keepAlive = () => get<Me>('/me', { session: 'refuse' }).catch(() => undefined)

/** Warns two minutes before the session ends for want of activity, and closes the page off when it has ended. */
export function IdleWatch({ me, onLeave }: { me: Me; onLeave: () => void }) {
  const { t } = useLingui()
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null)
  const [seenLimit, setSeenLimit] = useState(false)
  const lastTouch = useRef(Date.now())

  useEffect(() => {
    const touched = () => {
      lastTouch.current = Date.now()
    }
    const kinds = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
    for (const kind of kinds) addEventListener(kind, touched, { passive: true, capture: true })
    return () => {
      for (const kind of kinds) removeEventListener(kind, touched, { capture: true })
    }
  }, [])

  useEffect(() => {
    const look = () => {
      if (sessionState.get() !== 'active') return setSecondsLeft(null)
      const now = Date.now()
      const heard = lastHeard.get()
      const idleEnd = heard + me.session.idleSeconds * 1000
      const end = Math.min(idleEnd, Date.parse(me.session.expiresAt))
      if (now >= end) {
        setSecondsLeft(null)
        sessionState.set('ended')
      } else if (end - now <= Math.min(warnBefore, me.session.idleSeconds * 500)) {
        setSecondsLeft(Math.ceil((end - now) / 1000))
      } else {
        setSecondsLeft(null)
        const since = now - heard
        if (lastTouch.current > heard && since > Math.min(tellServerAfter, me.session.idleSeconds * 300)) {
          void keepAlive()
        }
      }
    }
    look()
    const timer = setInterval(look, 1000)
    const stopTelling = lastHeard.follow(() => shareHeard(lastHeard.get()))
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      stopTelling()
      document.removeEventListener('visibilitychange', look)
    }
  }, [me])

  const expires = Date.parse(me.session.expiresAt)
  const atLimit = secondsLeft !== null && expires <= lastHeard.get() + me.session.idleSeconds * 1000
  return (
    <Dialog open={secondsLeft !== null && !(atLimit && seenLimit)} title={atLimit ? t`Bijna afgemeld` : t`Nog bezig?`}>
      <p>
        {atLimit ? (
          <Trans>Je aanmelding duurt niet langer dan een werkdag. Wat je typte blijft bewaard.</Trans>
        ) : (
          <Trans>Je doet al een poosje niets. Straks word je afgemeld. Wat je typte blijft bewaard.</Trans>
        )}
      </p>
      <p role="timer" aria-live="off">
        <Trans>
          Nog <strong>{minutesAndSeconds(secondsLeft ?? 0)}</strong>
        </Trans>
      </p>
      <Actions>
        <Button onClick={() => (atLimit ? setSeenLimit(true) : void keepAlive())}>
          {atLimit ? <Trans>Ik weet het</Trans> : <Trans>Ja, ik ben nog bezig</Trans>}
        </Button>
        <Button variant="default" onClick={onLeave}>
          <Trans>Meld me af</Trans>
        </Button>
      </Actions>
    </Dialog>
  )
}

let lastShared = 0
function shareHeard(at: number): void {
  if (at - lastShared < 20_000) return
  lastShared = at
  tellTabs({ type: 'heard', at })
}

const minutesAndSeconds = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
