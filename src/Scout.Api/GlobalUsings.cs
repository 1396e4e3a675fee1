// The framework has an EventId of its own, for log lines; here the word means a fact in bronze.
global using EventId = Scout.Domain.Transactions.EventId;
