------------------------ MODULE LogDkgEpochIsCeremony ------------------------
(***************************************************************************)
(* BROKEN: the epoch of a key is the number of its ceremony (nym, pull     *)
(* request 7096). After a failure the two are not the same.                *)
(***************************************************************************)
EXTENDS LogDkg

NumberedByCeremony(C) ==
    [epoch     |-> ceremony,
     ceremony  |-> ceremony,
     members   |-> members,
     holders   |-> Registered,
     threshold |-> threshold,
     poly      |-> C]
=============================================================================
