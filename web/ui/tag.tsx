import classes from './tag.module.css'

/** The name of an option on its colour, which is one of those of the API (`default`, `gray` …). */
export const Tag = ({ name, color }: { name: string; color: string }) => (
  <span className={classes.tag} data-color={color}>
    {name}
  </span>
)
