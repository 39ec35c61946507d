import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { PhoneIcon } from '../ui/parts/icons.tsx'
import { useSlow } from '../ui/parts/slow.ts'
import { nameOf, type PhoneMessage, sentencesOf } from './messages.ts'
import { useSpeech } from './speech.ts'
import classes from './telefoon.module.css'

interface RingingCallProps {
  call: PhoneMessage
  onAnswer: (call: PhoneMessage) => void
  onRefuse: (call: PhoneMessage) => void
}

/** A telephone rings, whichever one is open. */
export function RingingCall({ call, onAnswer, onRefuse }: RingingCallProps) {
  const { t } = useLingui()
  const recipient = nameOf(call.recipient)
  return (
    <section className={classes.ringing} aria-label={t`Inkomend gesprek`}>
      <span className={classes.bell}>
        <PhoneIcon size={28} />
      </span>
      <div role="alert" className={classes.caller}>
        <p className={classes.callerName}>
          <Trans>Hoede belt, voor {call.customer}</Trans>
        </p>
        <p className={classes.when}>
          <Trans>naar {recipient}</Trans>
        </p>
      </div>
      <div className={classes.buttons}>
        <Button onClick={() => onAnswer(call)}>
          <Trans>Opnemen</Trans>
        </Button>
        <Button variant="default" onClick={() => onRefuse(call)}>
          <Trans>Weigeren</Trans>
        </Button>
      </div>
    </section>
  )
}

/** A call that was answered: what it says is read aloud, and stands on the screen. */
export function AnsweredCall({ call, onHangUp }: { call: PhoneMessage; onHangUp: () => void }) {
  const speech = useSpeech()
  const { say, stop } = speech
  // Browsers find their voices a moment after they are asked.
  const silent = useSlow(speech.voice === 'none')
  const sentences = sentencesOf(call.body)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    say(sentencesOf(call.body))
    return stop
  }, [say, stop, call])
  return (
    <section className={classes.answered} aria-labelledby="gesprek">
      <h2 id="gesprek" ref={heading} tabIndex={-1} className={classes.answeredTitle}>
        <Trans>In gesprek met Hoede, voor {call.customer}</Trans>
      </h2>
      <p lang="nl" className={classes.words}>
        {sentences.map(({ at, text }) => (
          <span key={at} data-now={speech.now === at || undefined}>
            {text}{' '}
          </span>
        ))}
      </p>
      {silent && (
        <p className={classes.when}>
          <Trans>Deze browser heeft geen stem om voor te lezen. Lees hierboven wat er gezegd wordt.</Trans>
        </p>
      )}
      {speech.voice === 'foreign' && (
        <p className={classes.when}>
          <Trans>
            Dit apparaat heeft geen Nederlandse stem. Het klinkt daardoor anders dan bij een echt telefoontje.
          </Trans>
        </p>
      )}
      <div className={classes.buttons}>
        {speech.voice !== 'none' && (
          <Button variant="default" onClick={() => say(sentences)}>
            <Trans>Luister nog eens</Trans>
          </Button>
        )}
        <Button onClick={onHangUp}>
          <Trans>Ophangen</Trans>
        </Button>
      </div>
    </section>
  )
}
