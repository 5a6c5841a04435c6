import { Icon } from "./Icon";

/** Stands where a protected value would: the value is not in the answer, so there is nothing behind this. */
export function Mask({ short = false }: { short?: boolean }) {
  return (
    <span className="mask">
      <Icon name="lock" size={14} />
      {short ? "非表示" : "表示できません"}
    </span>
  );
}
