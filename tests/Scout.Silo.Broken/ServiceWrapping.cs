namespace Scout.Silo.Broken;

/// <summary>Puts a service of another make around the one that is registered.</summary>
internal static class ServiceWrapping
{
    public static void Wrap<TService>(this IServiceCollection services, Func<TService, IServiceProvider, TService> wrap)
        where TService : class
    {
        var known = services.Last(descriptor => descriptor.ServiceType == typeof(TService));
        _ = services.Remove(known);
        _ = services.AddSingleton(provider => wrap(Make<TService>(known, provider), provider));
    }

    private static TService Make<TService>(ServiceDescriptor descriptor, IServiceProvider provider) => (TService)(
        descriptor.ImplementationFactory?.Invoke(provider) ?? descriptor.ImplementationInstance ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!));
}
