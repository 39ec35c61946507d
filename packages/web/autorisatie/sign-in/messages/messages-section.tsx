import type { MessageLine } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { shortMoment } from '../../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../../ui/parts/data-table.tsx'
import { CheckIcon, ClockIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { Announce, Answer, MoreButton } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { itemsOf } from '../../queries.ts'
import { money } from '../money.ts'
import { useMessages } from '../queries.ts'
import { useChannelNames, useMessageStateNames } from '../words.ts'
import { useFailureWords, usePurposeWords } from './message-words.ts'

/** The newest messages, without what stood in them. */
export function MessagesSection() {
  const { t } = useLingui()
  const messages = useMessages()
  const rows = itemsOf(messages.data)
  return (
    <Section
      title={t`Laatste berichten`}
      action={
        <Button size="sm" variant="default" loading={messages.isRefetching} onClick={() => void messages.refetch()}>
          <Trans>Kijk opnieuw</Trans>
        </Button>
      }
    >
      <Answer query={messages}>
        {() =>
          rows.length === 0 ? (
            <p className={parts.soft}>
              <Trans>Er zijn nog geen berichten verstuurd.</Trans>
            </p>
          ) : (
            <>
              <MessageTable rows={rows} />
              <MoreButton
                hasMore={messages.hasNextPage}
                busy={messages.isFetchingNextPage}
                failed={messages.isFetchNextPageError}
                onMore={() => void messages.fetchNextPage()}
              />
              <Announce>{t`${rows.length} berichten in de lijst`}</Announce>
            </>
          )
        }
      </Answer>
    </Section>
  )
}

function MessageTable({ rows }: { rows: readonly MessageLine[] }) {
  const { t } = useLingui()
  const names = useChannelNames()
  const purposes = usePurposeWords()
  const columns: Column<MessageLine>[] = [
    { key: 'at', head: t`Wanneer`, names: true, oneLine: true, cell: ({ createdAt }) => shortMoment(createdAt) },
    {
      key: 'what',
      head: t`Bericht`,
      cell: ({ kind, purpose }) => (
        <span>
          {names[kind]}
          <span className={parts.under}>{purposes(purpose)}</span>
        </span>
      ),
    },
    {
      key: 'person',
      head: t`Voor`,
      cell: ({ person }) =>
        person ? (
          <Link className={parts.link} to={`/medewerkers/${person.id}`}>
            {person.name}
          </Link>
        ) : (
          '–'
        ),
    },
    { key: 'state', head: t`Stand`, cell: (message) => <State message={message} /> },
    {
      key: 'cost',
      head: t`Kosten`,
      numeric: true,
      cell: ({ costMicros }) => (costMicros === null ? '–' : money(costMicros)),
    },
  ]
  return <DataTable caption={t`Laatste berichten`} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

function State({ message: { state, failure, gateway } }: { message: MessageLine }) {
  const names = useMessageStateNames()
  const failures = useFailureWords()
  const wrong = state === 'failed' || state === 'expired'
  const Icon = wrong ? WarningIcon : state === 'delivered' || state === 'sent' ? CheckIcon : ClockIcon
  return (
    <span>
      <span className={parts.state} data-kind={wrong ? 'look' : state === 'delivered' ? 'done' : 'soft'}>
        <Icon size={18} />
        {names[state]}
      </span>
      {gateway && (
        <span className={parts.under}>
          <Trans>via {gateway}</Trans>
        </span>
      )}
      {failure && <span className={parts.under}>{failures(failure)}</span>}
    </span>
  )
}
