import type { Logger } from '../../platform/log/logger.ts'
import type { ControlDatabase } from '../environments/public.ts'
import { judgeAll, type Rules } from './judging.ts'
import { worryTexts } from './words.ts'
import { keepWorries, settleWorries, type ToldWorry, untoldWorries } from './worry-queries.ts'

/** A mail to whoever watches over this installation. */
export interface Letter {
  subject: string
  body: string
}

/** Sends one; throws when it was not handed over. */
export type SendLetter = (letter: Letter) => Promise<void>

/** What passes by itself within so many minutes wakes nobody. */
const patience = 15

/**
 * Tells what began to ask for attention and what is over, once each: in the log of the program, and by mail where the operator gave an
 * address. A mail that could not be sent is tried again at the next look, and nothing counts as told before.
 */
export async function tellWorries(
  control: ControlDatabase,
  rules: Rules,
  { logger, send, minutes = patience }: { logger: Logger; send?: SendLetter | undefined; minutes?: number | undefined },
): Promise<void> {
  const judged = await judgeAll(control, rules)
  await keepWorries(
    control,
    judged.flatMap(({ id, worries }) => worries.map((worry) => ({ environmentId: id, worry }))),
  )
  const news = await untoldWorries(control, minutes)
  if (news.length === 0) return
  await send?.(letterOf(news))
  for (const { environment, worry, over } of news)
    logger.warn({ environment, worry }, over ? 'backups are in order again' : 'backups ask for attention')
  await settleWorries(control, news)
}

const moment = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' })

/** The names of environments and what is wrong there; nothing of anybody in care stands in a backup's particulars. */
function letterOf(news: readonly ToldWorry[]): Letter {
  const [begun, over] = [news.filter((each) => !each.over), news.filter((each) => each.over)]
  const lines = (some: readonly ToldWorry[]) =>
    some.map(
      ({ environment, worry, since }) => `- ${environment}: ${worryTexts[worry]} (sinds ${moment.format(since)})`,
    )
  const part = (title: string, some: readonly ToldWorry[]) => (some.length ? [title, ...lines(some), ''] : [])
  const count = new Set(begun.map((each) => each.environment)).size
  const subject = begun.length
    ? `Hoede: reservekopieën van ${count === 1 ? begun[0]!.environment : `${count} omgevingen`} vragen aandacht`
    : 'Hoede: reservekopieën zijn weer in orde'
  const body = [
    ...part('Dit vraagt aandacht:', begun),
    ...part('Dit is weer in orde:', over),
    'Wat eraan te doen is, staat in docs/operations/backup.md; «npx hoede doctor» zegt hoe het nu is.',
  ]
  return { subject, body: body.join('\n') }
}
