import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import classes from './page.module.css'

interface PageProps {
  title: string
  /** Beside the heading: the main thing to do here. */
  action?: ReactNode
  /** A heading that only screen readers get, where the screen says it in another way. */
  hideTitle?: boolean
  narrow?: boolean
  children: ReactNode
}

/** One screen: title of the window, its one h1, and the focus on it after going somewhere. */
export function Page({ title, action, hideTitle = false, narrow = false, children }: PageProps) {
  const heading = useArrivalFocus<HTMLHeadingElement>()
  const { t } = useLingui()
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      <title>{`${title} · ${t`Hoede`}`}</title>
      <div className={classes.head} data-hidden={(hideTitle && !action) || undefined}>
        <h1 ref={heading} tabIndex={-1} className={hideTitle ? classes.hidden : classes.title}>
          {title}
        </h1>
        {action}
      </div>
      {children}
    </div>
  )
}

let arrivals = 0

/** Puts the focus on the heading after a change of address, so that the keyboard and the screen reader are where the eye is. */
function useArrivalFocus<T extends HTMLElement>() {
  const ref = useRef<T>(null)
  const { pathname } = useLocation()
  const seen = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    arrivals += 1
    const busyTyping = document.activeElement?.matches('input, textarea, select')
    // The first page of a visit leaves the focus at the top of the document, where the skip link is.
    if (arrivals > 1 && !busyTyping) ref.current?.focus({ preventScroll: true })
  }, [pathname])
  return ref
}

interface SectionProps {
  title: ReactNode
  action?: ReactNode
  children: ReactNode
  id?: string
}

/** A card with a heading of its own. */
export function Section({ title, action, children, id }: SectionProps) {
  return (
    <section className={classes.section} id={id}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}
