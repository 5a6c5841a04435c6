import { useEffect } from "react";
import { Frame } from "./frame/Frame";
import { KeysProvider } from "./frame/keys";
import { NavProvider, useNav } from "./frame/nav";
import { Administration } from "./screens/Administration";
import { Businesses } from "./screens/Businesses";
import { Certificate } from "./screens/Certificate";
import { ChildAllowance } from "./screens/ChildAllowance";
import { Filings } from "./screens/Filings";
import { GeneratedForm } from "./screens/GeneratedForm";
import { LoadScreen } from "./screens/Load";
import { Loads } from "./screens/Loads";
import { PersonScreen } from "./screens/Person";
import { RunScreen } from "./screens/Run";
import { Runs } from "./screens/Runs";
import { Search } from "./screens/Search";
import { Today } from "./screens/Today";
import { Wizard } from "./screens/Wizard";

export function App() {
  return (
    <KeysProvider>
      <NavProvider>
        <Frame>
          <Screen />
        </Frame>
      </NavProvider>
    </KeysProvider>
  );
}

function Screen() {
  const { here } = useNav();
  useEffect(() => {
    // A new screen takes the focus unless one of its fields already has.
    const main = document.getElementById("main");
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [here]);
  switch (here.screen) {
    case "today":
      return <Today />;
    case "search":
      return <Search key={here.query} query={here.query} />;
    case "person":
      return <PersonScreen key={here.addressee_number} place={here} />;
    case "filings":
      return <Filings {...(here.addressee_number === undefined ? {} : { addressee_number: here.addressee_number })} />;
    case "wizard":
      return <Wizard key={here.draft_id} draft_id={here.draft_id} />;
    case "certificate":
      return <Certificate key={here.addressee_number ?? ""} {...(here.addressee_number === undefined ? {} : { addressee_number: here.addressee_number })} />;
    case "businesses":
      return <Businesses />;
    case "child_allowance":
      return <ChildAllowance key={here.addressee_number} place={here} />;
    case "form":
      return <GeneratedForm key={here.operation} place={here} />;
    case "runs":
      return <Runs />;
    case "run":
      return <RunScreen key={here.run_id} run_id={here.run_id} />;
    case "loads":
      return <Loads />;
    case "load":
      return <LoadScreen key={here.load_id} load_id={here.load_id} />;
    case "administration":
      return <Administration />;
  }
}
