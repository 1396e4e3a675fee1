namespace Scout.Testing;

/// <summary>Waits for something named, so that a test that hangs says what it waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <param name="task">What is waited for.</param>
    /// <param name="what">Its name, for example <c>the second write</c>.</param>
    /// <param name="state">Told when it does not come.</param>
    public static async Task<T> For<T>(Task<T> task, string what, Func<string>? state = null)
    {
        await For((Task)task, what, state);
        return await task;
    }

    public static async Task For(Task task, string what, Func<string>? state = null)
    {
        // Not WaitAsync: a TimeoutException of its own must not be taken for ours.
        var limit = Task.Delay(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        if (await Task.WhenAny(task, limit) != task)
            Assert.Fail($"Waited {Limit.TotalSeconds} s for {what}. {state?.Invoke()}");
        await task;
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what, Func<Task<string>>? state = null)
    {
        var time = TimeProvider.System;
        var startedAt = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(startedAt) > Limit)
                Assert.Fail($"Waited {Limit.TotalSeconds} s until {what}. {(state is null ? "" : await state())}");
            await Task.Delay(AskAgainAfter, time, TestContext.Current.CancellationToken);
        }
    }
}
