import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useNavigate } from 'react-router'
import { birthDay } from '../../ui/formats/dates.ts'
import { Avatar } from '../../ui/parts/avatar.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Answer, Empty, MoreButton } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { itemsOf } from '../queries.ts'
import { Signs } from '../record/signs.tsx'
import { findClients } from './find-clients.ts'
import classes from './search.module.css'
import { useSearch } from './search-context.tsx'

/** Everybody that was found, also when it is thousands. One person found by a number or a date is opened at once. */
export default function SearchPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { question } = useSearch()
  const { may } = useSignedIn()
  const found = useInfiniteQuery({
    queryKey: ['search-all', question],
    queryFn: ({ pageParam, signal }) => findClients(question, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: question !== '',
  })
  const rows = itemsOf(found.data)
  const only = rows.length === 1 && !found.hasNextPage ? rows[0] : undefined
  useEffect(() => {
    if (only && /^[\d\s./-]+$/.test(question)) navigate(`/clienten/${only.id}`, { replace: true })
  }, [only, question, navigate])
  if (question === '') {
    return (
      <Page title={t`Zoeken`}>
        <Empty title={t`Wie zoek je?`}>
          <Trans>
            Typ boven in het zoekveld een naam, een geboortedatum (28-04-1934), een cliëntnummer of een BSN en druk op
            Enter.
          </Trans>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t`Gevonden bij ‘${question}’`}>
      <Answer query={found}>
        {() =>
          rows.length === 0 ? (
            <Empty
              title={t`Niemand gevonden`}
              action={
                may('emergency:use') && (
                  <Link to="/noodtoegang">
                    <Trans>Is dit een noodsituatie? Naar noodtoegang</Trans>
                  </Link>
                )
              }
            >
              <Trans>
                Je vindt alleen cliënten waar je bij mag. Controleer hoe je het schreef, of vraag je teamleider om
                toegang.
              </Trans>
            </Empty>
          ) : (
            <>
              <p role="status">
                {found.hasNextPage ? (
                  <Trans>De eerste {rows.length} cliënten</Trans>
                ) : (
                  <Plural value={rows.length} one="# cliënt" other="# cliënten" />
                )}
              </p>
              <ul className={classes.results} aria-label={t`Gevonden cliënten`}>
                {rows.map((client) => (
                  <li key={client.id} className={classes.result}>
                    <Avatar name={client.name} />
                    <div>
                      <Link to={`/clienten/${client.id}`} className={classes.resultName}>
                        {client.name}
                      </Link>
                      <span className={classes.facts}>
                        {[
                          birthDay(client.birthDate),
                          t`nr. ${client.number}`,
                          client.unit?.name,
                          client.room && t`kamer ${client.room}`,
                          client.formerSince && t`niet meer in zorg`,
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </div>
                    <Signs client={client} brief />
                  </li>
                ))}
              </ul>
              <MoreButton
                hasMore={found.hasNextPage}
                busy={found.isFetchingNextPage}
                failed={found.isFetchNextPageError}
                onMore={() => void found.fetchNextPage()}
              />
            </>
          )
        }
      </Answer>
    </Page>
  )
}
