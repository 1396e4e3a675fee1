-- Gives the transaction as long as the history of a store may take. $1 milliseconds text.
select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)
