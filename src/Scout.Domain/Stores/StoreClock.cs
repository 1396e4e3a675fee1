namespace Scout.Domain.Stores;

/// <summary>Tells, for many instants in about their order, which local hour and business day of one store they lie in.</summary>
/// <remarks>Remembers the last hour and day, because asking the calendar costs far more than comparing. For one thread.</remarks>
public sealed class StoreClock(StoreCalendar calendar)
{
    private (DateTimeOffset From, DateTimeOffset To) _hour;
    private (DateTimeOffset From, DateTimeOffset To) _dayAt;
    private DateOnly _day;

    public CalendarPlace PlaceOf(DateTimeOffset instant)
    {
        if (instant < _hour.From || instant >= _hour.To)
            _hour = calendar.HourOf(instant);
        if (instant < _dayAt.From || instant >= _dayAt.To)
        {
            _day = calendar.DayOf(instant);
            _dayAt = calendar.SpanOf(_day);
        }

        return new CalendarPlace(_hour.From, _hour.To, _day, _dayAt.To);
    }
}

/// <summary>Where an instant lies in a store's own time.</summary>
/// <param name="HourStart">The instant at which its local hour begins, in UTC.</param>
/// <param name="HourEnd">The instant at which the next begins.</param>
/// <param name="Day">Its business day.</param>
/// <param name="DayEnd">The instant at which the next business day begins.</param>
public readonly record struct CalendarPlace(DateTimeOffset HourStart, DateTimeOffset HourEnd, DateOnly Day, DateTimeOffset DayEnd);
