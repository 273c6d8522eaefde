import classes from "./detail.module.css";

/** A POC of the final size before its answer. */
export function DetailSkeleton() {
  return (
    <div className={classes["detail"]} aria-hidden="true">
      <div className={classes["head"]}>
        <span className={classes["boneTile"]} />
        <div className={classes["headTexts"]}>
          <div className={classes["bone"]} style={{ width: "60%", height: 18 }} />
          <div className={classes["bone"]} style={{ width: "80%" }} />
        </div>
      </div>
      {[92, 70, 100, 48, 64, 56, 40].map((width) => (
        <div key={width} className={classes["bone"]} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
