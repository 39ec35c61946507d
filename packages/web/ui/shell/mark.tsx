import classes from './shell.module.css'

/** Hoede's mark: two posts and the arch between them. Decoration: the name stands beside it. */
export function Mark() {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path
        d="M9 7v18M23 7v18M9 17c2.5-4.5 11.5-4.5 14 0"
        fill="none"
        stroke="#fff"
        strokeWidth="3.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
